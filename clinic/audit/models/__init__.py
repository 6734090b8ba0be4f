from clinic.audit.models.access import Access
from clinic.audit.models.record import PatientRecord, Record, RecordQuerySet
from clinic.audit.models.row_event import RowEvent

__all__ = ["Access", "PatientRecord", "Record", "RecordQuerySet", "RowEvent"]
