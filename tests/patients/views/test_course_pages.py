"""A course opened and moved on its pages; an illegal move is a sentence."""

from patients.models import Course
from tests.patients.views.conftest import text, url


def test_opening_and_moving_a_course(browser, walk):
    patient = walk.register()
    plan = walk.plan()
    desk = browser(walk.desk)
    desk.post(url("course-open", patient.pk), {"protocol": str(plan.pk)})
    course = Course.objects.get(patient=patient)
    again = desk.post(url("course-open", patient.pk), {})
    assert again.status_code == 422
    pause = url("course-move", course.pk, "pause")
    assert desk.get(pause).status_code == 403
    nurse = browser(walk.nurse)
    typed = {
        "reason": "STAFFING",
        "owner": str(walk.prescriber.pk),
        "review_on": "2026-11-01",
        "note": "No room until spring",
    }
    refused = nurse.post(pause, typed)
    assert refused.status_code == 422
    assert "No room until spring" in refused.content.decode()
    assert nurse.post(pause, typed | {"review_on": "2026-12-01"}).status_code == 302
    course.refresh_from_db()
    assert (course.status, course.pause_owner) == ("PAUSED", walk.prescriber)


def test_every_move_has_a_page(browser, walk):
    from patients.views.course_moves import MOVES

    course = walk.referred()
    for name, page in MOVES.items():
        person = walk.prescriber
        if not page.verb.allowed(person, walk.site.pk):
            person = walk.desk
        answer = browser(person).get(url("course-move", course.pk, name))
        assert answer.status_code == 200, name
        assert str(page.question) in text(answer)


def test_an_illegal_move_is_a_sentence_on_the_page(browser, walk):
    course = walk.referred()
    answer = browser(walk.therapist).post(url("course-move", course.pk, "ready"), {})
    assert answer.status_code == 422
    assert "cannot become ready" in text(answer)
