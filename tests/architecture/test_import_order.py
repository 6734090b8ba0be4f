"""Every package has its place in the house, and imports go down only (import-linter; pyproject.toml has the order)."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINTER = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
CONTRACTS = {contract["id"]: contract for contract in LINTER["contracts"]}
CARE = ("patients", "consent", "integration", "sessions")


def named(contract):
    return {name.strip("() ") for layer in contract["layers"] for name in re.split("[|:]", layer)}


def packages_of_the_house():
    inside = {f"clinic.{p.parent.name}" for p in (ROOT / "clinic").glob("*/__init__.py")}
    return inside | set(CARE)


def modules_of_the_shell():
    return {f"clinic.{p.stem}" for p in (ROOT / "clinic").glob("*.py") if p.stem != "__init__"}


def test_every_package_has_its_place():
    """Negative control: `mkdir clinic/utils; touch clinic/utils/__init__.py`."""
    missing = (packages_of_the_house() | modules_of_the_shell()) - named(CONTRACTS["house"])
    assert missing == set()


def test_no_place_is_kept_for_a_package_that_is_not_there():
    optional = {
        name.strip("() ")
        for layer in CONTRACTS["house"]["layers"]
        for name in re.split("[|:]", layer)
        if name.strip().startswith("(")
    }
    assert optional & packages_of_the_house() == set()  # it came: take the brackets away


def test_every_package_is_checked_from_the_root():
    top = {p.parent.name for p in ROOT.glob("*/__init__.py")} - {"benchmarks", "tests"}
    assert set(LINTER["root_packages"]) == top


def test_every_app_says_what_stands_on_its_shelves():
    apps = {
        name
        for name in packages_of_the_house()
        if (ROOT / name.replace(".", "/") / "apps.py").exists()
    }
    shelved = {
        container
        for contract in CONTRACTS.values()
        for container in contract.get("containers", [])
        if contract.get("exhaustive")
    }
    assert apps - shelved == set()


@pytest.mark.slow
def test_an_upward_import_is_caught(tmp_path):
    """The linter's own negative control: core imports patients, under TYPE_CHECKING even."""
    for package in LINTER["root_packages"]:
        copy_sources(ROOT / package, tmp_path / package)
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    assert lint(tmp_path).returncode == 0
    clock = tmp_path / "clinic" / "core" / "clock.py"
    clock.write_text(
        clock.read_text()
        + "\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import patients.models\n"
    )
    done = lint(tmp_path)
    assert done.returncode == 1
    assert "clinic.core is not allowed to import patients" in done.stdout


def copy_sources(source, target):
    for file in source.rglob("*.py"):
        copy = target / file.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(file.read_text())


def lint(folder):
    program = Path(sys.executable).parent / "lint-imports"
    return subprocess.run(
        [sys.executable, program, "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
