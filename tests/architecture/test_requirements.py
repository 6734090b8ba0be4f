"""What is installed is pinned with hashes, and says nothing about the machine that pinned it."""

import re
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parents[2] / "requirements"
LISTS = sorted(HERE.glob("*.txt"))


@pytest.mark.parametrize("listing", LISTS, ids=lambda path: path.name)
def test_every_package_is_pinned_with_hashes(listing):
    """Negative control: delete one hash line's backslash, or one `==version`."""
    entries = re.split(r"\n(?=\S)", listing.read_text().strip())
    packages = [entry for entry in entries if not entry.startswith("#")]
    assert packages
    unpinned = [
        entry.splitlines()[0] for entry in packages if not re.match(r"[\w.-]+==[\w.!+]+", entry)
    ]
    assert unpinned == []
    assert [entry.splitlines()[0] for entry in packages if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("listing", sorted(HERE.iterdir()), ids=lambda path: path.name)
def test_no_list_names_an_index_or_a_path(listing):
    """Negative control: `uv pip compile --emit-index-url`."""
    text = listing.read_text()
    found = re.findall(
        r"(?m)^.*(?:://|--index|--extra-index|--find-links|(?<![\w.])/[\w.-]+/).*$", text
    )
    assert found == []


def test_the_wider_lists_hold_the_narrower_ones_in_the_same_versions():
    """`up` after `test` must change nothing."""
    run, local, test = (pins(HERE / f"{name}.txt") for name in ("run", "local", "test"))
    assert run.items() <= local.items() <= test.items()


def test_every_wish_says_why_it_is_there():
    wishes = [
        line
        for listing in ("run.in", "local.in")
        for line in (HERE / listing).read_text().splitlines()
        if line and not line.startswith(("#", "-r"))
    ]
    assert [line for line in wishes if "  # " not in line] == []


def pins(listing):
    return dict(re.findall(r"(?m)^([\w.-]+)==([\w.!+]+)", listing.read_text()))
