"""Every component in every state, on one page: to look at, and for the browser tests. Not in production."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from clinic.accounts.pages import SignedInRequest, allow
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.web.figures.lanes import Bar, CourseLanes, Dose, Hour, Score, Window
from clinic.web.figures.trace import Reading, VitalsTrace


class SetForm(forms.Form):
    """A form refused on purpose, so that the page shows what a refusal looks like."""

    systolic = forms.IntegerField(label=_("BP sys"), help_text=_("mmHg, at rest"))
    diastolic = forms.IntegerField(label=_("BP dia"))
    posture = forms.ChoiceField(label=_("Posture"), choices=[("", "–"), ("SIT", _("Sitting")), ("LIE", _("Lying"))], required=False)  # fmt: skip
    arm = forms.ChoiceField(label=_("Arm"), choices=[("L", _("Left")), ("R", _("Right"))], widget=forms.RadioSelect)  # fmt: skip
    rested = forms.BooleanField(label=_("Rested for 5 minutes"))
    note = forms.CharField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 2}), required=False)  # fmt: skip

    def clean(self) -> None:
        given = self.cleaned_data
        if given.get("diastolic", 0) >= given.get("systolic", 999):
            self.add_error("diastolic", _("BP dia must be lower than BP sys (98)."))


@allow(Permission.SITE_VIEW)
def components(request: SignedInRequest) -> HttpResponse:
    now = clock.now()
    form = SetForm({"systolic": "98", "diastolic": "128", "note": ""})
    return render(
        request,
        "web/components.html",
        {
            "form": form,
            "theme": request.GET.get("theme", "") if request.GET.get("theme") in {"light", "dark"} else "",
            "calm": now + timedelta(minutes=9, seconds=34),
            "soon": now + timedelta(seconds=38),
            "late": now - timedelta(minutes=6, seconds=22),
            "course": a_course(now),
            "vitals": some_vitals(),
            "spark_up": [14, 13, 15, 19],
            "spark_down": [21, 20, 16, 12],
        },
    )  # fmt: skip


def a_course(now: datetime) -> CourseLanes:
    """An invented course: three doses given, the third hour late, the fourth blocked."""
    d = now.date()
    return CourseLanes(
        title=str(_("Course of Clementine Fakely")),
        today=d,
        starts=d - timedelta(days=36),
        ends=d + timedelta(days=28),
        doses=[
            Dose(1, d - timedelta(days=19), "done", "36 mg"),
            Dose(2, d - timedelta(days=12), "done", "45 mg", moved_from=d - timedelta(days=14)),
            Dose(3, d - timedelta(days=5), "done", "54 mg"),
            Dose(4, d + timedelta(days=9), "booked"),
            Dose(5, d + timedelta(days=16), "planned"),
            Dose(6, d + timedelta(days=23), "planned"),
        ],
        hours=[
            Hour("Preparation 1", d - timedelta(days=28), "done", "prep"),
            Hour("Preparation 2", d - timedelta(days=21), "done", "prep"),
            Hour("Integration 1", d - timedelta(days=18), "done"),
            Hour("Integration 2", d - timedelta(days=11), "done"),
            Hour("Integration 3", d + timedelta(days=1), "booked", note="late"),
        ],
        windows=[_window(d, 19), _window(d, 12), _window(d, 5, late=True)],
        bars=[
            Bar(d - timedelta(days=29), d - timedelta(days=4), "Version 3 signed", signed=True),
            Bar(d - timedelta(days=4), d + timedelta(days=28), "Version 4 not signed. Blocks session 4.", signed=False),
        ],
        late=f"late: due {d - timedelta(days=2):%-d %b}",
        scores=[Score(d - timedelta(days=a), v) for a, v in ((29, 21), (20, 20), (13, 16), (6, 12))],
        scores_due=[d + timedelta(days=n) for n in (7, 14, 21)],
        target=10.5,
    )  # fmt: skip


def _window(today: date, dosed: int, *, late: bool = False) -> Window:
    given = today - timedelta(days=dosed)
    return Window(given + timedelta(days=1), given + timedelta(days=3), late)


def some_vitals() -> VitalsTrace:
    rows = [(-11, 134, 82, 72), (0, 136, 84, 74), (10, 141, 86, 81), (20, 152, 93, 88), (30, 161, 98, 94)]  # fmt: skip
    return VitalsTrace(
        readings=[Reading(*row) for row in rows],
        now=34,
        drug=(0, 40),
        drug_words=str(_("infusion, 40 min")),
        limit=160,
        limit_words=str(_("tell prescriber at 160/100")),
        due=[35, 40, 55, 70, 85, 100],
    )
