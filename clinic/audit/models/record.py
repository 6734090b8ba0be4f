"""The base of everything the clinic keeps."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any, ClassVar, NoReturn, Self, TypeVar

from django.core import checks
from django.db import DatabaseError, connection, models
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords

from clinic.audit import reads
from clinic.audit.models import new_row
from clinic.core.actor import Actor, acting
from clinic.core.errors import HistoryBypassed, StaleVersion
from clinic.core.ids import uuid7

M = TypeVar("M", bound=models.Model, covariant=True)


class RecordQuerySet(models.QuerySet[M]):
    """Reads as usual; refuses every write that would go around history. Save instances instead."""

    def visible_to(self, actor: Actor) -> Self:
        """The rows this actor may know of. Every record says how; nothing is visible by default."""
        raise NotImplementedError(f"{self.model.__name__} does not say who may see it")

    def plain(self, *columns: str) -> list[Any]:
        """Named rows with those columns (a patient's records: and their patient's), for code that only looks.

        They cost a fraction of instances, and reading them is logged all the same.
        """
        about: str | None = getattr(self.model, "PATIENT_FIELD", None)
        if about is None:
            return list(self.values_list(*columns, named=True))
        rows = list(self.values_list(*dict.fromkeys((about, *columns)), named=True))
        reads.note_all((getattr(row, about) for row in rows), self.model._meta.label_lower)
        return rows

    def update(self, **kwargs: Any) -> NoReturn:
        raise HistoryBypassed("update() leaves no readable history: save the record")

    def delete(self) -> NoReturn:
        raise HistoryBypassed("Records are never deleted: end them or correct them")

    def _raw_delete(self, using: str | None) -> NoReturn:
        raise HistoryBypassed("Records are never deleted: end them or correct them")

    def bulk_create(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise HistoryBypassed("bulk_create() leaves no readable history: save each record")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise HistoryBypassed("bulk_update() leaves no readable history: save each record")


def _actor_id(**_: Any) -> str | None:
    who = acting()
    return who.actor_id if who else None


def _get_actor(history: Any, **_: Any) -> Any:
    return history.history_user_id


def _set_actor(history: Any, user: Any) -> None:
    history.history_user_id = user


class HistoryRow(models.Model):
    """What every history row adds: the actor's name as it was, and where the write came from."""

    actor_label = models.CharField(max_length=200)
    source = models.CharField(max_length=80)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        who = acting()
        if who is None:
            raise HistoryBypassed("Nobody is acting: call an action")
        self.actor_label, self.source = who.label, who.source
        super().save(*args, **kwargs)


class RememberedManager(HistoryManager):
    """simple-history makes a class at every look at ``history``, twice a save; here it is made once."""

    @classmethod
    @cache
    def from_queryset(
        cls, queryset_class: type[models.QuerySet[Any]], class_name: str | None = None
    ) -> Any:
        above: Any = super()
        return above.from_queryset(queryset_class, class_name)


class ReadableHistory(HistoricalRecords):
    """simple-history, leaving out the columns a model names in ``HISTORY_LEAVES_OUT`` (secrets)."""

    def fields_included(self, model: Any) -> Any:
        hidden = getattr(model, "HISTORY_LEAVES_OUT", ())
        return [f for f in super().fields_included(model) if f.name not in hidden]


class Record(models.Model):
    """A row with an identity, a version and a history.

    ``version`` is an optimistic lock: saving a row that somebody else has changed since it was read
    raises StaleVersion. Saving without a change writes nothing. Saving outside an action, or a part
    of the columns, is refused, because history would then say something that was never true.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    created_at = models.DateTimeField(editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = ReadableHistory(
        inherit=True,
        bases=[HistoryRow],
        get_user=_actor_id,
        history_user_id_field=models.CharField(max_length=80),
        history_user_getter=_get_actor,
        history_user_setter=_set_actor,
        history_manager=RememberedManager,
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.label} {self.pk}"

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Any) -> Self:  # type: ignore[override]
        row = super().from_db(db, field_names, values)
        row._loaded = dict(zip(field_names, values, strict=False))
        return row

    @classmethod
    def check(cls, **kwargs: Any) -> list[checks.CheckMessage]:
        """A column named like one of history's own would be overwritten there by who acted."""
        taken = {field.name for field in HistoryRow._meta.fields}
        return [
            *super().check(**kwargs),
            *(
                checks.Error(f"{cls.__name__}.{field.name} is a name history uses.", obj=cls)
                for field in cls._meta.fields
                if field.name in taken and not issubclass(cls, HistoryRow)
            ),
        ]

    def changed_fields(self) -> list[str]:
        """Names of the columns that differ from what was read. All of them for a new record."""
        loaded: dict[str, Any] | None = getattr(self, "_loaded", None)
        fields = [field.attname for field in self._meta.concrete_fields]
        if loaded is None:
            return fields
        return [name for name in fields if name in loaded and loaded[name] != getattr(self, name)]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if args or kwargs.keys() - {"using", "force_insert"}:
            raise HistoryBypassed("A record is saved whole: partial saves make false history")
        if hasattr(self, "skip_history_when_saving"):
            raise HistoryBypassed("A record is never saved without its history")
        who = acting()
        if not connection.in_atomic_block or who is None:
            raise HistoryBypassed("Records change in actions only")
        if who.at is not None:
            self._history_date = who.at
        if self._state.adding:
            if self.created_at is None:
                raise HistoryBypassed("A new record is told its time: created_at=at")
            new_row.insert(self, who)
        else:
            if not self.changed_fields():
                return
            self.version += 1
            try:
                super().save(force_update=True)
            except DatabaseError as error:
                self.version -= 1
                if "did not affect any rows" in str(error):
                    raise StaleVersion from error
                raise
        self._loaded = {f.attname: getattr(self, f.attname) for f in self._meta.concrete_fields}

    def _do_update(  # type: ignore[override]
        self,
        base_qs: Any,
        using: str | None,
        pk_val: Any,
        values: Any,
        update_fields: Any,
        forced_update: bool,
    ) -> bool:
        """Django's own hook for the UPDATE; ours adds the version that was read."""
        base_qs = base_qs.filter(version=self.version - 1)
        above: Any = super()
        written: bool = above._do_update(
            base_qs, using, pk_val, values, update_fields, forced_update
        )
        return written

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise HistoryBypassed("Records are never deleted: end them or correct them")

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        super().refresh_from_db(*args, **kwargs)
        self._loaded = {f.attname: getattr(self, f.attname) for f in self._meta.concrete_fields}


class PatientRecord(Record):
    """A record about one patient: reading it in a request is logged.

    ``PATIENT_FIELD`` is the column that holds the patient's id (``id`` on the patient itself).
    """

    PATIENT_FIELD: ClassVar[str] = "patient_id"

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Any) -> Self:  # type: ignore[override]
        row = super().from_db(db, field_names, values)
        patient_id = row.__dict__.get(cls.PATIENT_FIELD)
        if patient_id is not None:
            reads.note(patient_id, cls._meta.label_lower)
        return row
