"""What the pages load: other people's files are the ones we looked at, and our own obey the page's policy."""

import base64
import hashlib
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
STATIC = ROOT / "clinic" / "web" / "static"
VENDOR = STATIC / "vendor"
PACKAGES = tomllib.loads((VENDOR / "VENDOR.toml").read_text())["package"]
TEMPLATES = [
    path
    for shelf in ("templates", "jinja2")
    for path in ROOT.glob(f"**/{shelf}/**/*.html")
    if ".venv" not in path.parts and "node_modules" not in path.parts
]


def sha512(path: Path) -> str:
    return "sha512-" + base64.b64encode(hashlib.sha512(path.read_bytes()).digest()).decode()


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["folder"])
def test_every_vendored_file_is_the_one_that_was_looked_at(package):
    """Change one byte of a vendored file and this is red."""
    folder = VENDOR / package["folder"]
    assert {path.name for path in folder.iterdir()} == set(package["files"])
    assert {name: sha512(folder / name) for name in package["files"]} == package["files"]
    assert "LICENSE" in package["files"]
    assert package["folder"].endswith(package["version"])


def test_nothing_is_vendored_without_a_line():
    folders = {path.name for path in VENDOR.iterdir() if path.is_dir()}
    assert folders == {package["folder"] for package in PACKAGES}


def test_both_lists_of_colours_name_the_same_things():
    """The plain list is what an old browser gets; it must not fall behind the light-dark() one."""
    css = (STATIC / "clinic" / "css" / "tokens.css").read_text()
    plain = dict(re.findall(r"^  --([\w-]+): (#\w+);", css, re.MULTILINE))
    both = dict(re.findall(r"^    --([\w-]+): light-dark\((#\w+),", css, re.MULTILINE))
    assert plain == both
    assert len(plain) > 25


def test_only_the_tokens_name_a_colour():
    """Black and white on paper, and white on the danger fill, are not tokens."""
    for path in (STATIC / "clinic" / "css").glob("*.css"):
        if path.name != "tokens.css":
            found = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", path.read_text())) - {"#fff", "#000"}
            assert not found, f"{path.name} names {found}"


FORBIDDEN = {
    "an inline style": re.compile(r"\sstyle\s*="),
    "a style element": re.compile(r"<style\b"),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*application/json)"),
    "an inline handler": re.compile(r"\son[a-z]+\s*="),
    "hx-on": re.compile(r"\bhx-on"),
    "script in hx-vals": re.compile(r"js:"),
    "a trigger filter": re.compile(r'hx-trigger="[^"]*\['),
    "another host": re.compile(r'(?:src|href)="https?://'),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_holds_what_the_policy_forbids(what):
    found = [
        path.relative_to(ROOT) for path in TEMPLATES if FORBIDDEN[what].search(path.read_text())
    ]
    assert not found, f"{what} in {found}"
    assert TEMPLATES


def test_every_icon_that_a_page_names_is_in_the_sprite():
    sprite = (VENDOR / "bootstrap-icons-1.13.2" / "icons.svg").read_text()
    known = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    named = set()
    for path in TEMPLATES:
        text = path.read_text()
        named |= set(re.findall(r'{% icon "([^"]+)"', text))
        named |= set(re.findall(r'icon_name="([^"]+)"', text))
        named |= set(re.findall(r'{% still \S+ \S+ "([^"]+)"', text))
    for path in (ROOT / "clinic" / "web").glob("**/*.py"):
        named |= set(re.findall(r'icon(?:_name)?="([^"]+)"', path.read_text()))
    assert named
    assert named <= known, named - known


def test_no_script_evaluates_text():
    for path in (STATIC / "clinic" / "js").glob("*.js"):
        assert not re.search(r"\beval\(|new Function|innerHTML|\.style\b|localStorage|sessionStorage", path.read_text()), path.name  # fmt: skip
