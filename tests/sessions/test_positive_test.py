"""A positive pregnancy test before a dose is more than this visit's matter."""

from patients.models import Screening, TestResult


def test_a_positive_test_opens_the_signed_screening_and_names_the_row(chair):
    """Without ``_pregnant`` only this visit is stopped and the signature stands: red."""
    session = chair.arrived()
    chair.check(session, "PREGNANCY", result="POSITIVE")
    sheet = Screening.objects.live().get(course=session.course)
    assert sheet.status == "REOPENED"
    assert "Pregnancy test" in sheet.reopened_because
    assert "X02" in sheet.reopened_because
    assert TestResult.objects.get(patient=session.patient, kind="HCG").result == "POSITIVE"


def test_a_negative_or_refused_test_opens_nothing(chair):
    session = chair.arrived()
    for minute, said in ((5, "NEGATIVE"), (6, "REFUSED")):
        chair.check(session, "PREGNANCY", minute, result=said)
    assert Screening.objects.live().get(course=session.course).status == "SIGNED"
