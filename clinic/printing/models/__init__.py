from clinic.printing.models.downtime_pack import DowntimePack
from clinic.printing.models.outward_letter import OutwardLetter

__all__ = ["DowntimePack", "OutwardLetter"]
