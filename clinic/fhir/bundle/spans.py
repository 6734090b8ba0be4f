"""When something began and ended: FHIR lets the sender choose among five shapes."""

from clinic.fhir.bundle.node import Node
from patients.letter.dates import PartialDate


def start(node: Node, stem: str) -> tuple[PartialDate | None, str]:
    """The date something began, and the sender's words when it is only said in words or as an age."""
    began = node.date(f"{stem}DateTime")
    period = node.child(f"{stem}Period")
    if began is None and period is not None:
        began = period.date("start")
    return began, node.saying(f"{stem}String") or _age(node, stem)


def ending(node: Node, stem: str) -> tuple[PartialDate | None, bool]:
    """The date something ended, and whether the sender says at all that it has ended."""
    ended = node.date(f"{stem}DateTime")
    period = node.child(f"{stem}Period")
    if ended is None and period is not None:
        ended = period.date("end")
    shapes = (f"{stem}Age", f"{stem}Range", f"{stem}Quantity", f"{stem}String")
    over = ended is not None or any(node.has(shape) for shape in shapes)
    return ended, over or bool(node.flag(f"{stem}Boolean"))


def _age(node: Node, stem: str) -> str:
    for shape in (f"{stem}Age", f"{stem}Quantity"):
        age = node.child(shape)
        if age is not None and (years := age.number("value")) is not None:
            return f"at age {years:g} {age.text('unit')}".strip()
    return ""
