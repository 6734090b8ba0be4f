from clinic.printing.models.downtime_pack import DowntimePack

__all__ = ["DowntimePack"]
