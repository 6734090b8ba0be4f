"""One number the medical director signs, and how a group of them is read, written and listed.

A *part* is a frozen dataclass whose fields are terms or further parts. Reading is strict: an unknown name, a
missing one, a wrong type or a value outside its bounds is refused, each with its own sentence.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, ClassVar, Self, Union, get_args, get_origin, get_type_hints

from django.utils.translation import gettext as _


class TermsRefused(ValueError):
    """The terms of a clinical policy cannot stand. `sentences` holds one per error."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True)
class Term:
    """What a person who signs a number must see: its words, unit, source and bounds (both inclusive)."""

    label: str
    unit: str
    source: str
    low: Decimal | None
    high: Decimal | None
    choices: tuple[str, ...]


@dataclass(frozen=True)
class TermLine:
    """One row of the policy page. `path` is dotted: `routes.IV.hard_mg`."""

    path: str
    label: str
    value: Any
    unit: str
    source: str
    low: Decimal | None
    high: Decimal | None
    choices: tuple[str, ...]

    @property
    def unconfirmed(self) -> bool:
        """No published source stands behind this value: only the director's signature does."""
        return self.source.startswith(("[POL]", "[GK]"))


@cache
def _hints(cls: type) -> dict[str, Any]:
    """Evaluating annotations costs more than reading a policy: once a class is enough."""
    return get_type_hints(cls)


def term(
    default: Any,
    label: str,
    *,
    source: str,
    unit: str = "",
    low: int | str | None = None,
    high: int | str | None = None,
    choices: tuple[str, ...] = (),
    added: bool = False,
) -> Any:
    """A field that holds one term. Bounds are on each number of a list as well as on a single one.

    `added`: younger than the first signed policies of its part; where it is missing it reads as shipped. Only for
    numbers by which more is asked than before, never less.
    """
    described = Term(
        label,
        unit,
        source,
        None if low is None else Decimal(low),
        None if high is None else Decimal(high),
        choices,
    )
    metadata: dict[str, Any] = {"term": described}
    if added:
        metadata["added"] = default
    return field(default=default, metadata=metadata)


def parts(defaults: Mapping[str, Any]) -> Any:
    """A field that holds parts by name (the routes). The names and their classes are fixed here."""
    return field(default_factory=lambda: dict(defaults), metadata={"parts": dict(defaults)})


def added(part: type[Any], *, before: Any = None) -> Any:
    """A field that holds a part younger than the first signed policies: where it is missing, as it is shipped.

    Only for parts the gate never reads, or by which it asks for more than before and never for less. Whatever a
    later draft says is written down and signed like every other.
    `before`: what a policy signed without it reads as instead, where the shipped terms would allow something.
    """
    return field(default_factory=part, metadata={"added": part() if before is None else before})


def _sentence(path: str, words: str) -> str:
    return _("%(path)s: %(words)s") % {"path": path, "words": words}


def _number(path: str, raw: Any, whole: bool) -> Decimal | int:
    if isinstance(raw, bool) or not isinstance(raw, int | str | Decimal):
        raise TermsRefused([_sentence(path, _("a number is needed."))])
    try:
        value = Decimal(raw)
    except InvalidOperation:
        raise TermsRefused([_sentence(path, _("a number is needed."))]) from None
    if not value.is_finite():
        raise TermsRefused([_sentence(path, _("a number is needed."))])
    if whole:
        if value != value.to_integral_value():
            raise TermsRefused([_sentence(path, _("a whole number is needed."))])
        return int(value)
    return value


def _read_value(path: str, hint: Any, about: Term, raw: Any) -> Any:
    if get_origin(hint) in (Union, types.UnionType):
        if raw is None:
            return None
        hint = next(arm for arm in get_args(hint) if arm is not type(None))
    if get_origin(hint) is tuple:
        if not isinstance(raw, list | tuple):
            raise TermsRefused([_sentence(path, _("a list is needed."))])
        return tuple(_read_value(path, get_args(hint)[0], about, one) for one in raw)
    if hint is bool:
        if not isinstance(raw, bool):
            raise TermsRefused([_sentence(path, _("yes or no is needed."))])
        return raw
    if hint is str:
        if not isinstance(raw, str) or not raw:
            raise TermsRefused([_sentence(path, _("a word is needed."))])
        if about.choices and raw not in about.choices:
            allowed = ", ".join(about.choices)
            raise TermsRefused([_sentence(path, _("choose one of: %s.") % allowed)])
        return raw
    value = _number(path, raw, whole=hint is int)
    if about.low is not None and value < about.low:
        raise TermsRefused(
            [
                _sentence(
                    path,
                    _("%(value)s is below the lowest allowed, %(bound)s.")
                    % {"value": value, "bound": about.low},
                )
            ]
        )
    if about.high is not None and value > about.high:
        raise TermsRefused(
            [
                _sentence(
                    path,
                    _("%(value)s is above the highest allowed, %(bound)s.")
                    % {"value": value, "bound": about.high},
                )
            ]
        )
    return value


def _write_value(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return [_write_value(one) for one in value]
    return value


@dataclass(frozen=True)
class Part:
    """A group of terms. Subclasses add fields made by `term()`, `parts()` or another `Part` class."""

    LABEL: ClassVar[str] = ""

    def problems(self) -> list[str]:
        """Sentences about terms that contradict each other. Override; paths are relative to this part."""
        return []

    @classmethod
    def from_dict(cls, data: Any, path: str = "") -> Self:
        """The strict reading of what `to_dict` writes. Raises TermsRefused with every error found."""
        if not isinstance(data, Mapping):
            raise TermsRefused([_sentence(path or _("policy"), _("a group of terms is needed."))])
        hints = _hints(cls)  # type: ignore[arg-type]  # a class is hashable
        errors = [
            _sentence(_join(path, str(name)), _("no such term."))
            for name in data
            if name not in {one.name for one in fields(cls)}
        ]
        values: dict[str, Any] = {}
        for one in fields(cls):
            here = _join(path, one.name)
            if one.name not in data and "added" in one.metadata:
                values[one.name] = one.metadata["added"]
                continue
            if one.name not in data:
                errors.append(_sentence(here, _("this term is missing.")))
                continue
            try:
                values[one.name] = _read_field(one, hints[one.name], data[one.name], here)
            except TermsRefused as refused:
                errors.extend(refused.sentences)
        if errors:
            raise TermsRefused(errors)
        made = cls(**values)
        contradictions = [_sentence(path, words) if path else words for words in made.problems()]
        if contradictions:
            raise TermsRefused(contradictions)
        return made

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON. Decimals become strings, so that 0.5 stays 0.5."""
        written: dict[str, Any] = {}
        for one in fields(self):
            value = getattr(self, one.name)
            if isinstance(value, Part):
                written[one.name] = value.to_dict()
            elif "parts" in one.metadata:
                written[one.name] = {name: part.to_dict() for name, part in value.items()}
            else:
                written[one.name] = _write_value(value)
        return written

    def describe(self, path: str = "") -> list[TermLine]:
        """Every term below this part, in the order of the page."""
        lines: list[TermLine] = []
        for one in fields(self):
            value, here = getattr(self, one.name), _join(path, one.name)
            if isinstance(value, Part):
                lines.extend(value.describe(here))
            elif "parts" in one.metadata:
                for name, part in value.items():
                    lines.extend(part.describe(_join(here, name)))
            else:
                about: Term = one.metadata["term"]
                lines.append(
                    TermLine(
                        here,
                        _(about.label),
                        value,
                        about.unit,
                        about.source,
                        about.low,
                        about.high,
                        about.choices,
                    )
                )
        return lines


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _read_field(one: Field[Any], hint: Any, raw: Any, path: str) -> Any:
    if "parts" in one.metadata:
        return _read_parts(one.metadata["parts"], raw, path)
    if isinstance(hint, type) and issubclass(hint, Part):
        return hint.from_dict(raw, path)
    if one.default is MISSING or "term" not in one.metadata:
        raise TypeError(f"{path} is neither a term nor a part")
    return _read_value(path, hint, one.metadata["term"], raw)


def _read_parts(known: Mapping[str, Part], raw: Any, path: str) -> dict[str, Part]:
    """A policy may leave a name out (a route the clinic does not offer) but never invent one."""
    if not isinstance(raw, Mapping):
        raise TermsRefused([_sentence(path, _("a group of terms is needed."))])
    errors = [_sentence(_join(path, str(n)), _("no such term.")) for n in raw if n not in known]
    made: dict[str, Part] = {}
    for name, default in known.items():
        if name in raw:
            try:
                made[name] = type(default).from_dict(raw[name], _join(path, name))
            except TermsRefused as refused:
                errors.extend(refused.sentences)
    if errors:
        raise TermsRefused(errors)
    return made
