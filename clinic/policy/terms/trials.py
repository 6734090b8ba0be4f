"""Earlier treatment: from which dose and how many weeks on a trial was adequate, and when it failed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as words

from clinic.policy.terms.term import Part, term


def _dose(mg: int, label: str) -> Any:
    """A least daily dose: a table by general knowledge, so the director's signature is what stands behind it."""
    return term(Decimal(mg), label, unit="mg/day", source="[GK]", low=1, high=600)


@dataclass(frozen=True)
class AdequateDoses(Part):
    """The least daily dose of each antidepressant that counts as an adequate trial."""

    LABEL: ClassVar[str] = words("Adequate antidepressant doses")

    sertraline: Decimal = _dose(50, words("Sertraline"))
    fluoxetine: Decimal = _dose(20, words("Fluoxetine"))
    citalopram: Decimal = _dose(20, words("Citalopram"))
    escitalopram: Decimal = _dose(10, words("Escitalopram"))
    paroxetine: Decimal = _dose(20, words("Paroxetine"))
    fluvoxamine: Decimal = _dose(50, words("Fluvoxamine"))
    venlafaxine: Decimal = _dose(150, words("Venlafaxine"))
    desvenlafaxine: Decimal = _dose(50, words("Desvenlafaxine"))
    duloxetine: Decimal = _dose(60, words("Duloxetine"))
    levomilnacipran: Decimal = _dose(40, words("Levomilnacipran"))
    bupropion: Decimal = _dose(150, words("Bupropion"))
    mirtazapine: Decimal = _dose(15, words("Mirtazapine"))
    vortioxetine: Decimal = _dose(10, words("Vortioxetine"))
    vilazodone: Decimal = _dose(20, words("Vilazodone"))
    amitriptyline: Decimal = _dose(150, words("Amitriptyline"))
    nortriptyline: Decimal = _dose(75, words("Nortriptyline"))
    imipramine: Decimal = _dose(150, words("Imipramine"))
    clomipramine: Decimal = _dose(150, words("Clomipramine"))
    phenelzine: Decimal = _dose(45, words("Phenelzine"))
    tranylcypromine: Decimal = _dose(30, words("Tranylcypromine"))
    selegiline: Decimal = _dose(6, words("Selegiline, patch"))
    trazodone: Decimal = _dose(300, words("Trazodone"))

    @property
    def by_ingredient(self) -> Mapping[str, Decimal]:
        """mg a day by ingredient."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


@dataclass(frozen=True)
class TrialTerms(Part):
    """What counts as a failed trial. None of it decides who may be treated."""

    LABEL: ClassVar[str] = words("Earlier treatment")

    min_weeks: int = term(
        6,
        words("An adequate trial lasts at least"),
        unit="weeks at that dose",
        source="[GK]; 4–6 weeks in [S82]",
        low=4,
        high=12,
    )
    failure_below: int = term(
        50,
        words("A trial failed when the improvement was below"),
        unit="%",
        source="[GK]",
        low=25,
        high=60,
    )
    regulatory_at_most: int = term(
        25,
        words("By the trials for approval it failed with an improvement of at most"),
        unit="%",
        source="[GK]",
        low=10,
        high=50,
    )
    failed_needed: int = term(
        2,
        words("Treatment-resistant from so many failed antidepressants"),
        source="[S80] [S81]",
        low=2,
        high=4,
    )
    psychotherapy_sessions: int = term(
        8,
        words("A trial of psychotherapy has at least"),
        unit="sessions",
        source="[POL]",
        low=4,
        high=30,
    )
    doses: AdequateDoses = field(default_factory=AdequateDoses)

    def problems(self) -> list[str]:
        """The stricter definition of failure lies inside the ordinary one."""
        if self.regulatory_at_most >= self.failure_below:
            return [_("the improvement of the approval trials must lie below the ordinary one.")]
        return []
