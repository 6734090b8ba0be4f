"""What check_all and the test command promise by themselves."""

import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from clinic.embedded import catalogues, check_all
from clinic.embedded.templates import wrong_in

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "line",
    [
        '<button onclick="go()">',
        '<p style="color:red">',
        "<style>p {}</style>",
        "<script>go()</script>",
        '<script type="module">go()</script>',
        "<div hx-on:click='go()'>",
        "<div hx-vals='js:{a: 1}'>",
        '<div hx-trigger="click[ctrlKey]">',
        "<body hx-headers='{}'>",
        '<img src="https://elsewhere.example/x.png">',
        '<a href="https://elsewhere.example">',
        "{{ name|safe }}",
        "{% autoescape off %}",
        '<a href="javascript:go()">',
    ],
)
def test_what_a_strict_page_must_not_hold_is_found(line):
    found = list(wrong_in(f"<p>fine</p>\n{line}\n"))
    assert [number for number, _ in found][:1] == [2]


@pytest.mark.parametrize(
    "line",
    [
        '<script type="module" src="{% static \'x.js\' %}"></script>',
        '<script type="application/json" id="x">{}</script>',
        "{# <p style='a'> #}",
        "{% comment %}<script>go()</script>{% endcomment %}",
        "<body hx-headers:inherited='{}'>",
        '<a data-outside href="https://988lifeline.org">',
        '<button data-on="x" type="button">',
        "{{ x|json_script:'id' }}",
    ],
)
def test_what_is_allowed_is_left_alone(line):
    assert list(wrong_in(line)) == []


def catalogue(folder, translation):
    source = folder / "clinic" / "locale" / "de" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        f'#: here\nmsgid "Visit"\nmsgstr "{translation}"\n\n'
        '#, fuzzy\nmsgid "Dose"\nmsgstr "vielleicht"\n\n'
        'msgid "Room"\nmsgstr ""\n'
    )
    return source


def compile_as(source, translation):
    """A .mo file by hand: the format's header, two tables, the strings."""
    pairs = sorted(
        [(b"", b"Content-Type: text/plain; charset=UTF-8\n"), (b"Visit", translation.encode())]
    )
    start = 28 + 16 * len(pairs)
    tables, strings = {0: [], 1: []}, b""
    for which in (0, 1):
        for pair in pairs:
            tables[which] += [len(pair[which]), start + len(strings)]
            strings += pair[which] + b"\0"
    numbers = [0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0, *tables[0], *tables[1]]
    source.with_suffix(".mo").write_bytes(struct.pack(f"<{len(numbers)}I", *numbers) + strings)


def test_a_catalogue_that_was_not_compiled_after_its_last_change_is_named(tmp_path):
    source = catalogue(tmp_path, "Besuch")
    assert catalogues.complaints(tmp_path) == [
        "clinic/locale/de/LC_MESSAGES/django.po: run manage.py compilemessages"
    ]
    compile_as(source, "Besuch")
    assert catalogues.complaints(tmp_path) == []
    catalogue(tmp_path, "Termin")
    assert len(catalogues.complaints(tmp_path)) == 1


def test_all_checks_run_all_complaints_show_and_one_fails_the_command(monkeypatch, capsys):
    checks = (
        check_all.Check("first", lambda _: ["a.py:1: wrong"]),
        check_all.Check("second", lambda _: []),
        check_all.Check("third", ("python", "-c", "print('also wrong'); raise SystemExit(3)")),
    )
    monkeypatch.setattr(check_all, "CHECKS", checks)
    assert check_all.main([]) == 1
    said = capsys.readouterr().out
    assert "a.py:1: wrong" in said
    assert "also wrong" in said
    assert "1 of 3 checks passed" in said
    assert "Failed: first; third" in said
    assert check_all.main(["second"]) == 0


def collect(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:randomly", *arguments],
        cwd=ROOT,
        env={k: v for k, v in {**os.environ, **environment}.items() if v is not None},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_chromium_the_browser_tests_are_left_out_with_a_line():
    here = collect("tests/embedded/test_live_stack.py", CI=None)
    away = collect("tests/embedded/test_live_stack.py", CHROMIUM="/nonexistent", CI=None)
    assert "test_axe_finds" in here.stdout
    assert away.returncode == 0
    assert "test_axe_finds" not in away.stdout
    assert "test_the_pages_answer" in away.stdout
    assert (
        "2 browser tests were left out: no Chromium here (Debian: sudo apt install" in away.stdout
    )


def test_in_ci_a_missing_chromium_is_an_error():
    done = collect("tests/embedded/test_live_stack.py", CHROMIUM="/nonexistent", CI="true")
    assert done.returncode != 0
    assert "browser tests cannot run: no Chromium here" in done.stdout + done.stderr


def test_slow_tests_wait_until_they_are_asked_for():
    file, name = "tests/embedded/test_up.py", "test_a_busy_port_is_said_and_the_next_one_taken"
    assert name not in collect(file).stdout
    assert name in collect(file, "-m", "slow").stdout
    assert name in collect(f"{file}::{name}").stdout
