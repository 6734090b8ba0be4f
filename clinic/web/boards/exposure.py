"""How much a person has had, as a page says it: one row a route, ranges in words, nothing converted."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clinic.sites.models import Site
from clinic.web import words
from sessions.exposure import Amount, End, Exposure, RouteLine, Weekly
from sessions.models import EarlierTreatment

HUNDREDTH = Decimal("0.01")
#: What stands over the columns; on a telephone, in front of each value.
WINDOWS = (
    gettext_lazy("7 days"),
    gettext_lazy("28 days"),
    gettext_lazy("12 months"),
    gettext_lazy("In all"),
)
MEANS = (gettext_lazy("mg/kg a week, 4 weeks"), gettext_lazy("mg/kg a week, 12 weeks"))


@dataclass(frozen=True)
class Cell:
    """Sessions above, milligrams below; both empty where nothing was given."""

    sessions: str = ""
    mg: str = ""


@dataclass(frozen=True)
class Row:
    """One route; ``ends`` says of lozenges what became of them."""

    route: str
    cells: tuple[Cell, ...]
    weekly: tuple[str, ...]
    ends: str = ""

    @property
    def labelled(self) -> list[tuple[Promise, Cell]]:
        """Each cell with its column's name."""
        return list(zip(WINDOWS, self.cells, strict=True))

    @property
    def means(self) -> list[tuple[Promise, str]]:
        return list(zip(MEANS, self.weekly, strict=False))


@dataclass(frozen=True)
class Told:
    """One earlier treatment elsewhere, in a sentence, with its source."""

    id: str
    what: str
    when: str
    source: str


@dataclass(frozen=True)
class ExposureTable:
    rows: tuple[Row, ...]
    all: tuple[Cell, ...]
    elsewhere: tuple[Told, ...]
    uncertain: bool

    @property
    def heads(self) -> tuple[Promise, ...]:
        return WINDOWS + MEANS

    @property
    def sums(self) -> list[tuple[Promise, Cell]]:
        """All routes together, each with its column's name."""
        return list(zip(WINDOWS, self.all, strict=True))

    @property
    def sentence(self) -> str:
        """The whole of it in a line, for a card."""
        if not self.rows:
            return _("No dose is on record, here or elsewhere.")
        month, ever = self.all[1], self.all[3]
        return _("%(month)s in 28 days, %(ever)s in all: %(mg)s as given.") % {
            "month": month.sessions or _("No session"),
            "ever": ever.sessions,
            "mg": ever.mg,
        }


def table_of(
    exposure: Exposure, elsewhere: tuple[EarlierTreatment, ...], site: Site
) -> ExposureTable:
    """The table and what was told of treatment elsewhere."""
    return ExposureTable(
        rows=tuple(_row(route, exposure) for route in exposure.routes),
        all=tuple(_cell(window.sessions, window.mg) for window in exposure.windows),
        elsewhere=tuple(_told(one, site) for one in elsewhere),
        uncertain=any(not w.sessions.is_exact or not w.mg.is_exact for w in exposure.windows),
    )


def _row(route: str, exposure: Exposure) -> Row:
    cells = tuple(_of(window.of(route)) for window in exposure.windows)
    weekly = tuple(_weekly(one) for one in exposure.weekly if one.route == route)
    ever = exposure.lifetime.of(route)
    return Row(route_name(route), cells, weekly, _ends(ever) if ever else "")


def _of(line: RouteLine | None) -> Cell:
    return Cell() if line is None else _cell(line.sessions, line.mg)


def _cell(sessions: Amount, mg: Amount) -> Cell:
    if sessions.is_nothing and mg.is_nothing:
        return Cell()
    return Cell(_sessions(sessions), _mg(mg))


def _sessions(amount: Amount) -> str:
    low = int(amount.low)
    if amount.high is None:
        return _("at least %(n)d sessions") % {"n": low} if low else _("sessions not known")
    if amount.is_exact:
        return ngettext("%(n)d session", "%(n)d sessions", low) % {"n": low}
    return _("%(low)d to %(high)d sessions") % {"low": low, "high": int(amount.high)}


def _mg(amount: Amount) -> str:
    low = words.dose(amount.low)
    if amount.high is None:
        return _("at least %(mg)s") % {"mg": low} if amount.low else _("mg not known")
    if amount.is_exact:
        return low
    return _("%(low)s to %(high)s") % {
        "low": words.number(amount.low),
        "high": words.dose(amount.high),
    }


def _weekly(one: Weekly) -> str:
    if one.mg_per_kg is None:
        return _("no weight")
    low = one.mg_per_kg.low.quantize(HUNDREDTH, ROUND_HALF_UP)
    if one.mg_per_kg.high is None:
        return _("at least %(mg)s") % {"mg": words.number(low)}
    high = one.mg_per_kg.high.quantize(HUNDREDTH, ROUND_HALF_UP)
    if low == high:
        return words.number(low)
    return _("%(low)s to %(high)s") % {"low": words.number(low), "high": words.number(high)}


def _ends(line: RouteLine) -> str:
    names = {
        End.SPIT: _("spat out"),
        End.SWALLOWED: _("swallowed"),
        End.NOT_RECORDED: _("end not recorded"),
    }
    return ", ".join(f"{words.dose(mg)} {names[end]}" for end, mg in line.ends)


def route_name(route: str) -> str:
    """The way it was given, in words."""
    known = EarlierTreatment.Route
    return str(known(route).label) if route in known.values else route


def _told(one: EarlierTreatment, site: Site) -> Told:
    amount = one.told
    first = words.full_day(one.from_on, site) if one.from_on else _("day not known")
    last = words.full_day(one.until_on, site) if one.until_on else _("day not known")
    parts = [route_name(one.route), _sessions(amount.sessions), _mg(amount.mg), one.where]
    source = ": ".join(part for part in (one.get_told_by_display(), one.named) if part)
    return Told(
        str(one.pk),
        ", ".join(part for part in parts if part),
        _("%(first)s to %(last)s") % {"first": first, "last": last},
        source,
    )
