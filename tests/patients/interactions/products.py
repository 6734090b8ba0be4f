"""The list of real product strings with the answer to each, as `products.txt` holds it."""

from pathlib import Path

HERE = Path(__file__).parent


def read(name: str) -> list[tuple[str, frozenset[str]]]:
    rows = []
    for line in (HERE / f"{name}.txt").read_text().splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        product, bar, answer = line.rpartition("|")
        assert bar, line
        said = answer.strip()
        names = frozenset() if said == "-" else frozenset(one.strip() for one in said.split(","))
        rows.append((product.strip(), names))
    return rows
