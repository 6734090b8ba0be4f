"""The sample bundles: our own six, and the shared folder beside the clone when it is there."""

import json
from pathlib import Path
from typing import Any

OWN = Path(__file__).resolve().parents[2] / "data" / "referrals"
ABOVE = list(Path(__file__).resolve().parents)[4:]
SHARED = [folder / "shared" / "data" / "referrals" for folder in ABOVE]


def own(name: str) -> bytes:
    return (OWN / f"{name}.json").read_bytes()


def parsed(name: str) -> dict[str, Any]:
    return json.loads(own(name))


def every_own() -> list[Path]:
    return sorted(OWN.glob("*.json"))


def every_shared() -> list[Path]:
    """Empty on a newcomer's machine: the tests over it then run over our own alone."""
    return sorted(path for folder in SHARED for path in folder.glob("*.json"))


def dumped(document: object) -> bytes:
    return json.dumps(document).encode()
