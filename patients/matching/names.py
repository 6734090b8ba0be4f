"""Names, brought to a common form, and how far apart two of them are."""

import re
import unicodedata
from dataclasses import dataclass

# Letters that Unicode does not take apart into a plain letter and a mark.
PLAIN = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l",
        "ı": "i", "ħ": "h", "ŋ": "n", "ŧ": "t", "ə": "e",
    }
)  # fmt: skip
INSIDE_A_WORD = re.compile("['’‘ʼ`´.]")  # O'Connell is oconnell, St. is st
BETWEEN_WORDS = re.compile(r"[\W_]+")
TRAILING_DIGITS = re.compile(r"(?<=[^\W\d])\d+\b")


def plain(name: str) -> str:
    """Lower case, no accents, no apostrophes, words one space apart. Other scripts stay as they are."""
    name = unicodedata.normalize("NFKC", name).casefold().translate(PLAIN)
    apart = unicodedata.normalize("NFKD", name)
    name = "".join(letter for letter in apart if not unicodedata.combining(letter))
    name = INSIDE_A_WORD.sub("", name)
    return BETWEEN_WORDS.sub(" ", name).strip()


def without_digits(name: str) -> str:
    """Some systems number their names: Zelda7 Testperson42."""
    return TRAILING_DIGITS.sub("", plain(name))


def letters_apart(one: str, other: str, *, at_most: int) -> int | None:
    """Typing slips between two texts: a letter wrong, missing, extra, or two letters swapped.

    None when there are more than `at_most`. This is optimal string alignment: a swap counts once.
    """
    if abs(len(one) - len(other)) > at_most:
        return None
    before: list[int] = []
    above = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        row = [i]
        for j, b in enumerate(other, start=1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > at_most:
            return None
        before, above = above, row
    return above[-1] if above[-1] <= at_most else None


def slips_allowed(length: int) -> int:
    """How many slips still make the same name: none in a short one, where each letter says much."""
    return 0 if length < 4 else 1 if length < 8 else 2


@dataclass(frozen=True, slots=True)
class FullName:
    """One name of one person. Two are compared whole, with their parts swapped, and by initials."""

    given: str
    family: str

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(sorted(plain(f"{self.given} {self.family}").split()))

    def same_as(self, other: "FullName") -> bool:
        """The same words, in whatever order and however written."""
        return bool(self.words) and (self.words == other.words or self.joined == other.joined)

    def same_but_for_digits(self, other: "FullName") -> bool:
        mine, theirs = (without_digits(f"{n.given} {n.family}").split() for n in (self, other))
        return bool(mine) and sorted(mine) == sorted(theirs)

    def contains(self, other: "FullName") -> bool:
        """One of them has more words: a middle name, a second family name. Two words must agree."""
        mine, theirs = set(self.words), set(other.words)
        return len(mine & theirs) >= 2 and (mine < theirs or theirs < mine)

    def slips_to(self, other: "FullName") -> int | None:
        """Letters apart, parts in either order; None when too far to be the same name mistyped."""
        straight = _slips((self.given, self.family), (other.given, other.family))
        crossed = _slips((self.given, self.family), (other.family, other.given))
        return min((slips for slips in (straight, crossed) if slips is not None), default=None)

    @property
    def joined(self) -> tuple[str, str]:
        """Hyphen, space or nothing between the parts of a double name: the same name."""
        return (plain(self.given).replace(" ", ""), plain(self.family).replace(" ", ""))


def _slips(mine: tuple[str, str], theirs: tuple[str, str]) -> int | None:
    total = 0
    for one, other in zip(mine, theirs, strict=True):
        a, b = plain(one).replace(" ", ""), plain(other).replace(" ", "")
        apart = letters_apart(a, b, at_most=slips_allowed(min(len(a), len(b))))
        if apart is None:
            return None
        total += apart
    return total if total <= 2 else None
