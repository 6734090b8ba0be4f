"""A clinic on the real stack: its people, its calendar, its clock, and what everybody does there by the API."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from clinic.accounts.roles import Role
from clinic.demo.opening import open_clinic
from clinic.web.doors import PASSWORD
from tests.days.caller import Caller

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Clinic:
    """The people, the calendar and the clock of this test."""

    def __init__(self, stack) -> None:
        self.stack = stack
        self.house = open_clinic(stack.now())["thistledown"]
        self.zone = ZoneInfo(self.house.site.timezone)
        self.first_day = stack.now().astimezone(self.zone).date() + DAY
        people = self.house.people
        self.desk, self.nurse, self.nurse2, self.prescriber, self.therapist = (
            Caller(stack.url, people[key].email, PASSWORD)
            for key in ("front", "nurse", "nurse2", "clinician", "therapist")
        )

    def day(self, number: int) -> date:
        return self.first_day + number * DAY

    def go(self, number: int, hour: int, minute: int = 0) -> datetime:
        """Let it be that time of that day of the course."""
        return self.stack.travel(self.wall(number, hour, minute))

    def wall(self, number: int, hour: int, minute: int = 0) -> datetime:
        return datetime.combine(self.day(number), time(hour, minute), self.zone)

    def work_on(self, number: int) -> None:
        """Nurse, therapist and prescriber are rostered that day."""
        for key, role in (
            ("nurse", Role.NURSE),
            ("therapist", Role.THERAPIST),
            ("clinician", Role.PRESCRIBER),
        ):
            self.house.roster(self.house.people[key], role, self.day(number), at=self.stack.now())

    def person(self, key: str) -> str:
        return str(self.house.people[key].pk)

    def sign_in(self, page, key: str) -> None:
        page.goto(f"{self.stack.url}/accounts/login/")
        page.get_by_label("E-mail").fill(self.house.people[key].email)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()

    def texts(self) -> list[str]:
        return [text["body"] for text in self.stack.texts()]

    def record_tests(self, course):
        """The labs and tests a dose waits for."""
        for kind, value, unit in (
            *((kind, "20", "U/L") for kind in ("ALT", "AST", "ALP")),
            *((kind, "0.8", "mg/dL") for kind in ("BILIRUBIN", "CREATININE")),
            ("STOP_BANG", "1", "of 8"),
        ):
            self.nurse.post("test-results/", course=course, kind=kind, value=value, unit=unit)
        for kind in ("ECG", "URINALYSIS", "AIRWAY"):
            self.nurse.post("test-results/", course=course, kind=kind, result="NORMAL")
        self.nurse.post("test-results/", course=course, kind="DRUG_SCREEN", result="NEGATIVE")

    def ask(self, patient, course, total):
        answers = {str(n): min(3, max(0, total - 3 * (n - 1))) for n in range(1, 9)} | {"9": 0}
        self.nurse.post(
            "measures/record/",
            {"patient": patient, "course": course, "instrument": "PHQ-9", "answers": answers},
        )

    def book(self, patient, course, kind, day, hour, minute, room, route=""):
        staff = [{"user": self.person("therapist"), "role": "THERAPIST"}]
        if kind == "DOSING":
            staff.append({"user": self.person("nurse"), "role": "NURSE"})
        taken = {a["step"] for a in self.desk.all("appointments/", course=course) if a["step"]}
        steps = self.desk.all("course-steps/", course=course, kind=kind)
        open_steps = [s for s in steps if s["status"] == "PLANNED" and s["id"] not in taken]
        return self.desk.post(
            "appointments/",
            {
                "patient": patient,
                "course": course,
                "site": str(self.house.site.pk),
                "kind": kind,
                "room": str(room.pk),
                "staff": staff,
                "starts_at": f"{self.day(day)}T{hour:02}:{minute:02}",
                **({"route": route} if route else {}),
                **(
                    {"step": min(open_steps, key=lambda s: s["number"])["id"]}
                    if open_steps
                    else {}
                ),
            },
        )

    def escort(self, visit):
        return self.desk.post(
            f"appointments/{visit['id']}/escort/",
            name="Robin Alsofictive",
            phone="505-555-0177",
            relation="sibling",
            adult=True,
        )

    def status(self, course) -> str:
        return self.nurse.get(f"courses/{course}/")["status"]
