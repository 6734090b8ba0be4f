"""One patient's chapter: its visits laid out in the diary first, then lived through, day by day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from clinic.accounts.models import User
from clinic.accounts.roles import Role
from clinic.demo import progress, review, safety, sheet
from clinic.demo.bedside import Bedside
from clinic.demo.diary import Diary, Slot
from clinic.demo.opening import DAY, House
from clinic.demo.plots import Plot, Stage, Today
from clinic.demo.story import Story
from clinic.scheduling.actions import appointment as appointments
from clinic.scheduling.models import Appointment, Kind
from patients.actions import course as courses
from patients.actions import fact

GAP = {"IV_6": 4, "WEEKLY_IM_4": 7, "THREE_IM": 7, "LOZENGE_4": 7}
ROUTE = {"IV_6": "IV", "WEEKLY_IM_4": "IM", "THREE_IM": "IM", "LOZENGE_4": "SL_RDT"}
PREPARATIONS = {"THREE_IM": 2}
TALK_MINUTES = {"THREE_IM": 120}  # two-hour preparation and integration [S41]
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
IN_THE_CHAIR = 56 * MINUTE  # since the visit began: about half an hour of it under the drug
DOSED = {
    Stage.ACTIVE,
    Stage.REVIEW,
    Stage.MAINTENANCE,
    Stage.PAUSED,
    Stage.DISCONTINUED,
    Stage.COMPLETED,
}
PREPARED = DOSED | {Stage.READY}
NOTES = (
    "Vivid imagery of water, felt safe. Linked it to the wish to sleep without dread.",
    "Talked about the argument with her brother; wants to write to him this week.",
    "Noticed less heaviness in the mornings. Plan: walk before work, three days.",
)


@dataclass
class Chapter:
    """A plot with its visits' places. ``doses`` and ``talks`` pair up: a talk follows its dose."""

    plot: Plot
    house: House
    now: datetime
    today: date
    first: date
    therapist: User
    preparations: list[Slot] = field(default_factory=list)
    doses: list[Slot] = field(default_factory=list)
    talks: list[Slot] = field(default_factory=list)
    story: Story | None = None

    @classmethod
    def laid_out(cls, plot: Plot, house: House, diary: Diary, now: datetime) -> Chapter:
        """Find a place for every visit of the plot."""
        today = house.site.today(now)
        gap = GAP[plot.protocol]
        last = today - plot.ago * DAY
        first = last - (plot.doses - 1) * gap * DAY if plot.doses else today + 3 * DAY
        if plot.today in TODAYS_DOSES and not plot.doses:
            first = today
        therapists = house.all_of(Role.THERAPIST)
        chapter = cls(plot, house, now, today, first, therapists[plot.number % len(therapists)])
        chapter._lay_out(diary, gap)
        return chapter

    def _lay_out(self, diary: Diary, gap: int) -> None:
        plot, therapist = self.plot, self.therapist
        if plot.today == Today.RUNNING:
            began = self.now - IN_THE_CHAIR
            wall = self.house.site.local(began)
            hour = ((wall.hour, wall.minute - wall.minute % 5),)
            running = diary.find(
                Kind.DOSING, wanted=wall.date(), therapist=therapist, within=0, hours=hour
            )
        for number in range(plot.doses):
            day = self.first + number * gap * DAY
            self.doses.append(diary.find(Kind.DOSING, wanted=day, therapist=therapist, within=2))
            todays_talk = plot.today in {Today.TALK, Today.NO_SHOW}
            if day + DAY < self.today and (number + 1 < plot.doses or not todays_talk):
                self.talks.append(self._talk(diary, day + DAY))
        if plot.today == Today.RUNNING:
            self.doses.append(running)
        elif plot.today in TODAYS_DOSES:
            self.doses.append(diary.find(Kind.DOSING, wanted=self.today, therapist=therapist))
        elif plot.today in {Today.TALK, Today.NO_SHOW}:
            self.talks.append(self._talk(diary, self.today))
        elif plot.stage == Stage.READY:
            self.doses.append(diary.find(Kind.DOSING, wanted=self.first, therapist=therapist))
        if plot.stage in PREPARED | {Stage.PREPARING} or plot.today == Today.PREPARATION:
            for number in range(PREPARATIONS.get(plot.protocol, 1)):
                wanted = self.first - (9 - 3 * number) * DAY
                if plot.today == Today.PREPARATION or plot.stage == Stage.PREPARING:
                    wanted = self.today + (0 if plot.today else 2) * DAY + 3 * number * DAY
                self.preparations.append(
                    diary.find(
                        Kind.PREPARATION,
                        wanted=wanted,
                        therapist=therapist,
                        minutes=TALK_MINUTES.get(plot.protocol),
                    )
                )

    def _talk(self, diary: Diary, day: date) -> Slot:
        return diary.find(
            Kind.INTEGRATION,
            wanted=day,
            therapist=self.therapist,
            within=3,
            minutes=TALK_MINUTES.get(self.plot.protocol),
        )

    def roster(self) -> None:
        """Everybody a visit needs works that day."""
        prescriber = self.house.all_of(Role.PRESCRIBER)[
            self.plot.number % len(self.house.all_of(Role.PRESCRIBER))
        ]
        for slot in (*self.preparations, *self.doses, *self.talks):
            day = self.house.site.local(slot.starts_at).date()
            at = slot.starts_at - 30 * DAY
            self.house.roster(self.therapist, Role.THERAPIST, day, at=at)
            self.house.roster(prescriber, Role.PRESCRIBER, day, at=at)
            if slot.nurse:
                self.house.roster(slot.nurse, Role.NURSE, day, at=at)

    # --- living through it -----------------------------------------------------------------------

    def tell(self) -> None:
        """From the referral to now."""
        plot = self.plot
        begin = min(self._day(self.first - 30 * DAY, 10), self.now - 8 * DAY)
        story = Story.register(self.house, plot.number, at=begin, email=plot.email)
        story.therapist = self.therapist
        self.story = story
        if plot.email:
            story.give_account(at=begin)
        story.refer(plot.protocol, at=begin + HOUR)
        if plot.stage == Stage.REFERRED:
            return
        if plot.stage == Stage.NO_CONTACT:
            for attempt in range(3):
                courses.record_attempt(
                    story.of_course(),
                    means="PHONE",
                    by=self.house.desk,
                    at=begin + (attempt + 1) * DAY,
                )
            story.move(courses.no_contact, by=self.house.desk, at=begin + 4 * DAY)
            return
        if sheet.screen(story, plot, at=begin + 2 * DAY, today=self.today):
            self._prepare(begin)
            self._dose()
            self._end()
            safety.tell_of_danger(story, plot, now=self.now)

    def _prepare(self, begin: datetime) -> None:
        story = self._of()
        at = begin + 4 * DAY
        story.sign_consents(at=at)
        story.take_on(at=at + HOUR)
        for slot in self.preparations:
            visit = self._book(Kind.PREPARATION, slot, at=at + 2 * HOUR)
            if slot.starts_at + HOUR < self.now:
                story.talk(
                    visit, note="Expectations, intention and a calming plan talked through."
                )
            elif slot.starts_at < self.now:
                story.arrive(visit, at=slot.starts_at - 5 * MINUTE)
        if self.plot.stage in PREPARED:
            phq9, gad7 = self.plot.scores
            asked = min(self._day(self.first - 2 * DAY, 18), self.now - HOUR)
            story.ask(phq9, gad7, at=asked)
            progress.ask_more(story, self.plot, after=False, at=asked)
            story.refresh()

    def _dose(self) -> None:
        story, plot = self._of(), self.plot
        talks = iter(self.talks)
        given: list[Appointment] = []
        for number, slot in enumerate(self.doses):
            if number >= plot.doses and plot.stage not in {Stage.ACTIVE, Stage.READY}:
                break
            booked = min(slot.starts_at - 5 * DAY, self.now - 2 * DAY)
            visit = self._book(Kind.DOSING, slot, at=booked, route=ROUTE[plot.protocol])
            self._ask_before(number, slot)
            todays = number >= plot.doses
            if not (todays and plot.today == Today.DOSE_NO_ESCORT):
                story.name_escort(visit, at=booked + HOUR)
            if todays:
                self._today(visit, slot)
                continue
            bedside = Bedside(story, visit, slot.nurse or story.nurse, slot.starts_at, self.now)
            bedside.tell()
            given.append(visit)
            story.ask(progress.score_after(plot, number), None, at=slot.starts_at + 20 * HOUR)
            talk = next(talks, None)
            if talk is not None:
                self._talk_about(visit, talk, number)
            story.refresh()

    def _ask_before(self, number: int, slot: Slot) -> None:
        """The evening before a dose the patient says how the days were: what was said earlier is too old (G29)."""
        evening = slot.starts_at - 15 * HOUR
        if number and evening <= self.now:
            self._of().ask(progress.score_after(self.plot, number - 1), None, at=evening)

    def _today(self, visit: Appointment, slot: Slot) -> None:
        """The dose of today: running, waiting, or not ready."""
        story, today = self._of(), self.plot.today
        if today == Today.DOSE_NEW_DRUG:
            fact.confirm_medication(
                story.patient,
                name="Clarithromycin 500 mg",
                by=story.prescriber,
                at=self.now - DAY,
            )
        if today in {Today.DOSE, Today.RUNNING} and slot.starts_at > self.now:
            appointments.confirm(visit, by=self.house.desk, at=self.now - DAY)
        skipping = 8 * MINUTE if today == Today.RUNNING else timedelta(0)
        if slot.starts_at <= self.now and today in {Today.DOSE, Today.RUNNING}:
            nurse = slot.nurse or story.nurse
            Bedside(story, visit, nurse, slot.starts_at, self.now).tell(skipping=skipping)

    def _talk_about(self, dose: Appointment, slot: Slot, number: int) -> None:
        story, today = self._of(), self.plot.today
        visit = self._book(
            Kind.INTEGRATION, slot, at=min(dose.ends_at + HOUR, slot.starts_at - HOUR)
        )
        if visit.ends_at < self.now and today != Today.NO_SHOW:
            # The newest note is still a draft: the therapist's home has something to sign.
            unsigned = number + 1 == self.plot.doses and self.plot.number % 2 == 0
            story.talk(visit, dose=dose, note=NOTES[number % len(NOTES)], signed=not unsigned)
        elif today == Today.NO_SHOW and slot.starts_at + 30 * MINUTE < self.now:
            appointments.no_show(visit, by=self.house.desk, at=slot.starts_at + 30 * MINUTE)
        elif slot.starts_at < self.now:
            story.arrive(visit, at=slot.starts_at - 5 * MINUTE)

    def _end(self) -> None:
        """What became of the course after its last dose."""
        story, stage = self._of(), self.plot.stage
        at = self.now - 2 * DAY
        story.refresh()
        if stage == Stage.MAINTENANCE:
            review.hold(
                story,
                "MAINTAIN",
                at=at,
                interval_days=14,
                sessions=6,
                review_on=self.today + 90 * DAY,
            )
        elif stage == Stage.REVIEW:
            review.tell_earlier(story, at=at)
            review.say(story, "EXTEND", at=at)
        elif stage == Stage.PAUSED:
            story.move(
                courses.pause,
                by=story.prescriber,
                at=at,
                reason="ELEVATED_BP",
                owner=story.prescriber,
                review_on=self.today + 14 * DAY,
                note="Three readings above 150 at home.",
            )
        elif stage == Stage.DISCONTINUED:
            story.move(
                courses.discontinue, by=story.prescriber, at=at, reason="PATIENT_CHOICE_OTHER"
            )
        elif stage == Stage.COMPLETED:
            story.ask(4, 4, at=at - HOUR)
            progress.ask_more(story, self.plot, after=True, at=at - HOUR)
            review.hold(story, "COMPLETE", at=at)

    # --- odds and ends ---------------------------------------------------------------------------

    def _book(self, kind: str, slot: Slot, *, at: datetime, route: str = "") -> Appointment:
        story = self._of()
        if slot.nurse:
            story.nurse = slot.nurse
        return story.book(
            kind, slot.starts_at, at=at, room=slot.room, step=story.next_step(kind), route=route
        )

    def _day(self, day: date, hour: int) -> datetime:
        return self.house.wall(day, hour)

    def _of(self) -> Story:
        if self.story is None:
            raise LookupError("The chapter has not begun")
        return self.story


TODAYS_DOSES = {Today.RUNNING, Today.DOSE, Today.DOSE_NO_ESCORT, Today.DOSE_NEW_DRUG}
