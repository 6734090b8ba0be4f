"""Phone numbers as people write them, reduced to what two writings of one number share."""

SIGNIFICANT = 10  # digits of a North American number; a longer one differs before these
FEWEST = 7  # fewer digits are an extension or a part of a number


def digits(number: str) -> str:
    """Only the digits, without a +1 and without the zeros dialled before an area code."""
    number = number.partition("x")[0].partition("ext")[0]
    found = "".join(sign for sign in number if sign.isdecimal() and sign.isascii())
    found = found.lstrip("0")  # 00 abroad, 0 at home
    return found[1:] if len(found) == SIGNIFICANT + 1 and found.startswith("1") else found


def key(number: str) -> str:
    """What is stored and searched: the last ten digits, "" for anything too short to be a number."""
    found = digits(number)
    return found[-SIGNIFICANT:] if len(found) >= FEWEST else ""


def same(one: str, other: str) -> bool:
    """An area code may be missing on one side."""
    a, b = key(one), key(other)
    return bool(a and b) and (a.endswith(b) or b.endswith(a))
