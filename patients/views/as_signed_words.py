"""What was kept with a signature, in words: sections of lines. Codes that nobody knows any more are shown as they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from patients.eligibility.exclusion import BY_CODE
from patients.models import (
    Illness,
    InteractionCheck,
    PauseReason,
    PregnancyAnswer,
    Screening,
    ScreeningSignature,
    ScreeningText,
    StopReason,
    SubstanceUse,
    TestResult,
    TreatmentTrial,
)
from patients.views.screening_forms import STATUS

Kept = Mapping[str, Any]


@dataclass(frozen=True)
class Line:
    """A name, what stood beside it, and what is read more quietly."""

    lead: str
    text: str = ""
    quiet: str = ""


@dataclass(frozen=True)
class Part:
    title: str
    lines: list[Line]


def decision(signature: ScreeningSignature) -> list[Line]:
    """What was decided, and why."""
    kept = signature.decision
    lines = [Line(str(signature.get_outcome_display()))]
    lines += [Line(code, row_label(code)) for code in kept.get("reasons", ())]
    if then := kept.get("then"):
        why = _label(PauseReason if then == Screening.Then.PAUSE else StopReason, kept["because"])
        told = [why, kept["owner"], _day(kept["review_on"])]
        lines.append(Line(_label(Screening.Then, then), _joined(told)))
    elif kept.get("review_on"):
        lines.append(Line(_("Looked at again"), _day(kept["review_on"])))
    if kept.get("note"):
        lines.append(Line("", kept["note"]))
    return lines


def sections(signature: ScreeningSignature) -> list[Part]:
    """Everything, in the order of the sheet; what was empty says so."""
    parts = [Part(_("Findings"), _findings(signature.findings))]
    if signature.read:
        parts.append(Part(_("New, and read"), [Line("", one["what"]) for one in signature.read]))
    kept = signature.before
    if not kept:
        return parts
    return [
        *parts,
        Part(_("On record, and what was said to it"), _suggestions(kept["suggestions"])),
        Part(_("Medications"), list(_medications(kept))),
        Part(_("What the rules said"), list(_rules(kept["interactions"]))),
        Part(_("Allergies"), _allergies(kept)),
        Part(_("Diagnoses"), [_fact(each) for each in kept["conditions"]]),
        Part(_("The illness"), list(_illness(kept))),
        Part(_("Earlier treatment"), [_trial(each) for each in kept["trials"]]),
        Part(_("Substances"), [_substance(each) for each in kept["substances"]]),
        Part(_("Labs and tests"), [_result(each) for each in kept["results"]]),
        Part(_("Pregnancy"), list(_pregnancy(kept["pregnancy"]))),
        Part(_("In words"), list(_texts(kept))),
    ]


def row_label(code: str) -> str:
    """The name of a row of the screening."""
    return _(BY_CODE[code].label) if code in BY_CODE else ""


def _label(choices: Any, code: str) -> str:
    return str(dict(choices.choices).get(code, code))


def _joined(parts: Iterable[Any]) -> str:
    return ", ".join(str(part) for part in parts if part not in {None, ""})


def _day(iso: str | None) -> str:
    return date_format(date.fromisoformat(iso[:10]), "j M Y") if iso else ""


def _who(row: Kept, by: str = "recorded_by", at: str = "recorded_at") -> str:
    return _joined([row[by], _day(row[at])])


def _findings(rows: Iterable[Kept]) -> list[Line]:
    words = dict(STATUS)
    said, absent = [], []
    for row in rows:
        if row["status"] == "ABSENT" and not row["evidence"] and not row["note"]:
            absent.append(row["code"])
            continue
        text = _joined([words.get(row["status"], row["status"]), row["evidence"]])
        said.append(Line(f"{row['code']} {row_label(row['code'])}", text, row["note"]))
    return [*said, Line(_("Absent"), ", ".join(absent))] if absent else said


def _suggestions(rows: Iterable[Kept]) -> list[Line]:
    states = {
        "OPEN": _("not answered"),
        "TAKEN_UP": _("taken up in the row"),
        "DISMISSED": _("not so"),
    }
    return [
        Line(one["code"], one["text"], _joined([states.get(one["state"]), one["reason"]]))
        for one in rows
    ]


def _medications(kept: Kept) -> Iterable[Line]:
    check = kept["interactions"] or {"medications": []}
    read = {line["id"]: line for line in check["medications"]}
    for row in kept["medications"]:
        line = read.get(row["id"])
        known = ", ".join(line["substances"]) if line else ""
        unread = ", ".join(line["unread"]) if line else ""
        told = [
            _("read as %s") % known if known else _("not recognised"),
            _("unread: %s") % unread if unread and known else "",
        ]
        yield Line(
            row["name"], _joined([row["dose"], row["frequency"], row["purpose"]]), _joined(told)
        )


def _rules(check: Kept | None) -> Iterable[Line]:
    if check is None:
        return
    levels = InteractionCheck.Worst
    notes = {note["finding"]: note for note in check["notes"]}
    for flag in check["flags"]:
        note = notes.get(flag["finding"])
        answer = _joined([note["reason"], _who(note, "written_by", "written_at")]) if note else ""
        lead = f"{_label(levels, flag['level'])}: {_(flag['title'])}"
        yield Line(lead, _(flag["message"]), answer)
    told = {"n": check["rules"], "day": _day(check["checked_at"])}
    yield Line("", "", _("Rules version %(n)s, read %(day)s.") % told)


def _allergies(kept: Kept) -> list[Line]:
    if kept["allergies"] or not kept["allergies_asked"]:
        return [Line(each["name"], each["reaction"]) for each in kept["allergies"]]
    return [Line(_("none known"))]


def _fact(row: Kept) -> Line:
    since = _("since %s") % _day(row["started_on"]) if row["started_on"] else ""
    return Line(row["name"], _joined([row["code"], since]), row["note"])


def _illness(kept: Kept) -> Iterable[Line]:
    row, staging, found = kept["illness"], kept["staging"], kept["resistance"]
    if row is None:
        return
    severity = _label(Illness.Severity, row["severity"]) if row["severity"] else ""
    months = _("%s months") % row["months"] if row["months"] is not None else ""
    ect = _("ECT: %s") % _label(Illness.Ect, row["ect"])
    name = row["other"] or _label(Illness.Indication, row["indication"])
    yield Line(name, _joined([severity, months, ect, row["note"]]), _who(row))
    if staging:
        yield Line(_("Maudsley staging"), _("%s of 15") % staging["total"])
    told = {"n": len(found["failed"]), "needed": found["needed"]}
    yield Line("", _("%(n)s of %(needed)s antidepressants failed.") % told)


def _trial(row: Kept) -> Line:
    said = {True: _("yes"), False: _("no"), None: _("cannot say")}
    judged = row["judged"]
    dose = _("%s mg a day") % row["max_dose_mg_day"] if row["max_dose_mg_day"] else ""
    weeks = _("%s weeks") % row["weeks_at_max"] if row["weeks_at_max"] else ""
    sessions = _("%s sessions") % row["sessions"] if row["sessions"] is not None else ""
    better = _("%s %% better") % row["improvement"] if row["improvement"] is not None else ""
    outcome = _label(TreatmentTrial.Outcome, row["outcome"])
    failed = _("not tolerated") if judged["intolerant"] else said[judged["failed"]]
    quiet = _("Adequate: %(adequate)s. Failed: %(failed)s.") % {
        "adequate": said[judged["adequate"]],
        "failed": failed,
    }
    return Line(row["name"], _joined([dose, weeks, sessions, outcome, better, row["note"]]), quiet)


def _substance(row: Kept) -> Line:
    name = row["which"] or _label(SubstanceUse.Substance, row["substance"])
    use = _label(SubstanceUse.Use, row["use"])
    disorder = _label(SubstanceUse.Disorder, row["disorder"])
    told = [use, row["amount"], row["frequency"], disorder, row["note"]]
    return Line(name, _joined(told), _who(row))


def _result(row: Kept) -> Line:
    value = row["value"] and f"{row['value']}/{row['second']}" if row["second"] else row["value"]
    shown = f"{value} {row['unit']}" if value else _label(TestResult.Result, row["result"])
    mark = _label(TestResult.Mark, row["mark"]) if row["mark"] else ""
    taken = _joined([_day(row["taken_at"]), row["made_by"]])
    name = _label(TestResult.Kind, row["kind"])
    return Line(name, _joined([shown, mark, row["detail"]]), taken)


def _pregnancy(row: Kept | None) -> Iterable[Line]:
    if row is not None:
        why = _label(PregnancyAnswer.Why, row["why"]) if row["why"] else ""
        now = _label(PregnancyAnswer.Now, row["now"])
        answer = _label(PregnancyAnswer.Answer, row["answer"])
        yield Line(answer, _joined([why, row["detail"], now]), _who(row))


def _texts(kept: Kept) -> Iterable[Line]:
    for row in kept["texts"]:
        about = _label(ScreeningText.About, row["about"])
        yield Line(about, row["body"], _who(row, "saved_by", "saved_at"))
    if kept["summary"]:
        yield Line(_("Summary"), kept["summary"])
