"""Opening the demo clinic: places, people, papers, rooms, hours, policy, stock, forms. Or finding it again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from clinic.accounts.actions import site as sites
from clinic.accounts.actions import staff
from clinic.accounts.models import Licence, User
from clinic.accounts.roles import Capability, Role
from clinic.accounts.system import DEMO
from clinic.demo.cast import PLACES, STAFF, Person, Place
from clinic.demo.week import CLOSES, OPEN_ON, OPENS
from clinic.drug_log.actions import ledger
from clinic.drug_log.models import Lot, Product
from clinic.policy.actions import version as policy
from clinic.scheduling.actions import opening_hours, room, roster_shift
from clinic.scheduling.models import Room, RosterShift
from clinic.sites.models import Site
from clinic.web.doors import PASSWORD
from patients.actions import protocol as protocols
from patients.models import Protocol

OPENED = timedelta(days=420)  # before the day on which the demo is told
DAY = timedelta(days=1)


@dataclass
class House:
    """One opened place: who works there, which rooms and lots it has."""

    site: Site
    today: date
    people: dict[str, User] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    chairs: list[Room] = field(default_factory=list)
    therapy: list[Room] = field(default_factory=list)
    circle: Room | None = None
    lots: dict[str, Lot] = field(default_factory=dict)
    rostered: set[tuple[str, date]] = field(default_factory=set)

    @property
    def desk(self) -> User:
        return self._first(Role.FRONT_DESK)

    @property
    def director(self) -> User:
        return next(
            user
            for user in self.people.values()
            if user.has_capability(Capability.MEDICAL_DIRECTOR, self.site.pk)
        )

    @property
    def manager(self) -> User:
        return self._first(Role.MANAGER)

    def all_of(self, role: Role) -> list[User]:
        return [self.people[key] for key, held in self.roles.items() if held == role]

    def _first(self, role: Role) -> User:
        return self.all_of(role)[0]

    def wall(self, day: date, hour: int, minute: int = 0) -> datetime:
        """That time on the wall here, as an instant."""
        return datetime.combine(day, time(hour, minute), ZoneInfo(self.site.timezone))

    def is_open(self, day: date) -> bool:
        """Until today the house never closes; from tomorrow on it keeps the hours of its week."""
        return day <= self.today or day.weekday() in OPEN_ON[self.site.slug]

    def roster(self, user: User, role: Role, day: date, *, at: datetime) -> None:
        """Make sure the person works there that day: around the clock until today, then while it is open."""
        if (user.actor_id, day) in self.rostered:
            return
        self.rostered.add((user.actor_id, day))
        starts, ends = self.wall(day, 0), self.wall(day + DAY, 0)
        if RosterShift.objects.filter(staff=user, starts_at__lt=ends, ends_at__gt=starts).exists():
            return
        begins = starts
        if day > self.today:
            starts = self.wall(day, OPENS.hour, OPENS.minute)
            ends = self.wall(day, CLOSES.hour, CLOSES.minute)
        roster_shift.roster(
            self.site,
            staff=user,
            role=role,
            starts_at=starts,
            ends_at=ends,
            by=self.manager,
            at=min(at, begins),
        )


def open_clinic(now: datetime, *, to: Collection[Person] = STAFF) -> dict[str, House]:
    """Everything a clinic has before its first patient, by site. Who is not among ``to`` cannot sign in yet."""
    houses = {place.slug: _open_place(place, now) for place in PLACES}
    for person in STAFF:
        _hire(person, houses, now)
    for house in houses.values():
        _verify_papers(house, now)
        _agree_policy(house, now)
        _stock(house, now)
    let_in(to, now)
    return houses


def find_clinic(now: datetime) -> dict[str, House]:
    """The houses as ``open_clinic`` left them."""
    return {place.slug: _find_place(place, now) for place in PLACES}


def let_in(people: Collection[Person], now: datetime) -> None:
    """Whoever of them has no password yet gets the demo's."""
    for user in User.objects.filter(email__in=[person.email for person in people]):
        if not user.has_usable_password():
            staff.set_password(user, password=PASSWORD, by=DEMO, at=now - OPENED)


def _find_place(place: Place, now: datetime) -> House:
    site = Site.objects.get(slug=place.slug)
    house = House(site, site.today(now))
    rooms = list(Room.objects.filter(site=site).order_by("name"))
    house.chairs = [each for each in rooms if each.kind == Room.Kind.DOSING]
    house.therapy = [each for each in rooms if each.kind == Room.Kind.THERAPY]
    house.circle = next((each for each in rooms if each.kind == Room.Kind.GROUP), None)
    users = {user.email: user for user in User.objects.all()}
    for person in STAFF:
        if place.slug in person.sites:
            house.people[person.key], house.roles[person.key] = users[person.email], person.role
    lots = Lot.objects.filter(site=site).select_related("product")
    house.lots = {lot.lot_number.split("-")[1]: lot for lot in lots}
    return house


def _open_place(place: Place, now: datetime) -> House:
    at = now - OPENED
    site = sites.open_site(
        name=place.name,
        neutral_name=place.neutral_name,
        slug=place.slug,
        timezone=place.timezone,
        jurisdiction=place.jurisdiction,
        phone=place.phone,
        address=place.address,
        by=DEMO,
        at=at,
    )
    house = House(site, site.today(now))
    for number in range(1, place.chairs + 1):
        house.chairs.append(
            room.open_room(site, name=f"Chair {number}", kind=Room.Kind.DOSING, by=DEMO, at=at)
        )
    for letter in "ABCD"[: place.therapy_rooms]:
        house.therapy.append(
            room.open_room(site, name=f"Therapy {letter}", kind=Room.Kind.THERAPY, by=DEMO, at=at)
        )
    if place.group_seats:
        circle = room.open_room(
            site,
            name="Group room",
            kind=Room.Kind.GROUP,
            seats=place.group_seats,
            by=DEMO,
            at=at,
        )
        house.circle = circle
    # Open around the clock until today, so that a chair is running at whatever hour somebody looks.
    opening_hours.set_opening_hours(
        site,
        rules=[(weekday, time(0), time(23, 59)) for weekday in range(7)],
        from_on=site.today(at),
        by=DEMO,
        at=at,
    )
    return house


def _hire(person: Person, houses: dict[str, House], now: datetime) -> None:
    at = now - OPENED
    for slug in person.sites:
        house = houses[slug]
        user = staff.invite(
            house.site,
            email=person.email,
            name=person.name,
            role=person.role,
            credentials=person.credentials,
            phone_extension=person.extension,
            capabilities=person.capabilities,
            by=DEMO,
            at=at,
        )
        house.people[person.key], house.roles[person.key] = user, person.role
    site = houses[person.sites[0]].site
    for kind in person.licences:
        staff.record_licence(
            user,
            site=site,
            kind=kind,
            number=_number(person, kind),
            jurisdiction="US"
            if kind in {Licence.Kind.BLS, Licence.Kind.ACLS}
            else site.jurisdiction,
            issued_on=site.today(at) - timedelta(days=200),
            expires_on=site.today(now) + timedelta(days=300),
            by=DEMO,
            at=at,
        )


def _number(person: Person, kind: Licence.Kind) -> str:
    """A licence number that cannot be anybody's; a DEA number's check digit fits."""
    serial = 100000 + STAFF.index(person)
    if kind != Licence.Kind.DEA:
        return f"DEMO-{kind}-{serial}"
    d = [int(c) for c in str(serial)]
    return f"ZZ{serial}{(d[0] + d[2] + d[4] + 2 * (d[1] + d[3] + d[5])) % 10}"


def _verify_papers(house: House, now: datetime) -> None:
    for licence in Licence.objects.filter(user__in=house.people.values(), verified_at=None):
        staff.verify_licence(licence, site=house.site, by=house.manager, at=now - OPENED)


def _agree_policy(house: House, now: datetime) -> None:
    at = now - OPENED
    draft = policy.draft(house.site, by=house.director, at=at)
    policy.sign(draft, by=house.director, at=at, authenticated_at=at)
    for protocol in Protocol.objects.all():
        protocols.offer(house.site, protocol=protocol, by=house.manager, at=at)


def _stock(house: House, now: datetime) -> None:
    """Vials and tablets, received last month from nobody."""
    at = now - timedelta(days=90)
    nurse = house.all_of(Role.NURSE)[0]
    expires = house.site.today(now) + timedelta(days=300)
    for key, (form, strength, container, routes) in {
        "IV": (Product.Form.SOLUTION, 10, 20, ["IV"]),
        "IM": (Product.Form.SOLUTION, 50, 10, ["IM"]),
        "SL_RDT": (Product.Form.RDT, 50, 30, ["SL_RDT"]),
    }.items():
        name = f"Ketamine {strength} mg/{'mL' if form == Product.Form.SOLUTION else 'tablet'}"
        product = Product.objects.filter(name=name).first() or ledger.add_product(
            name=name,
            form=form,
            strength=Decimal(strength),
            container=Decimal(container),
            routes=routes,
            multi_dose=form == Product.Form.SOLUTION,
            by=nurse,
            at=at,
        )
        line = ledger.receive(
            house.site,
            product=product,
            lot_number=f"DEMO-{key}-{house.site.slug[:1].upper()}",
            expires_on=expires,
            quantity=Decimal(400),
            party="Fictitious Supply, 3 Made-up Street",
            by=nurse,
            at=at,
        )
        house.lots[key] = line.lot
