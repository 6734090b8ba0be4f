"""Small marks: icons, chips, verdicts, clocks to a deadline, empty states."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from clinic.web import words

register = template.Library()

SPRITE = "vendor/bootstrap-icons-1.13.2/icons.svg"

CHIP_ICONS = {
    "": "circle",
    "ok": "check-lg",
    "act": "activity",
    "care": "chat-heart",
    "info": "clock-history",
    "due": "hourglass-split",
    "danger": "x-octagon-fill",
    "solid": "x-octagon-fill",
}

VERDICT_ICONS = {
    "hard": "x-octagon-fill",
    "rx": "exclamation-triangle-fill",
    "warn": "info-circle-fill",
    "info": "info-circle",
    "pass": "check-circle-fill",
}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """``{% icon "printer" %}``. A label makes it speak; without one it is decoration beside words."""
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"></use></svg>',
            label, static(SPRITE), name,
        )  # fmt: skip
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', static(SPRITE), name
    )


@register.simple_tag
def chip(kind: str, text: str, icon_name: str = "", small: bool = False) -> SafeString:
    """``{% chip "ok" _("Confirmed") %}``. Kinds: "" ok act care info due danger solid. Icon, words and colour together."""
    if kind not in CHIP_ICONS:
        raise template.TemplateSyntaxError(
            f"No chip is called {kind!r}: use one of {sorted(CHIP_ICONS)}"
        )
    classes = "chip" + (f" chip--{kind}" if kind else "") + (" chip--s" if small else "")
    return format_html(
        '<span class="{}">{}{}</span>', classes, icon(icon_name or CHIP_ICONS[kind]), text
    )


@register.filter
def level_word(level: str) -> str:
    """``{{ v.level|level_word }}``: ``HARD`` is read as Stop."""
    return str(words.LEVELS[level.upper()])


@register.simple_tag
def verdict(
    level: str, text: str, lead: str = "", href: str = "", act: str = "", tag: str = "li"
) -> SafeString:
    """One answer of the gate: icon, level, sentence, at most one act. Levels: HARD RX WARN INFO PASS."""
    kind = level.lower()
    if kind not in VERDICT_ICONS:
        raise template.TemplateSyntaxError(f"No verdict has the level {level!r}")
    sentence = format_html("<b>{}</b> {}", lead, text) if lead else conditional_escape(text)
    link = (
        format_html('<a class="btn btn-sm btn-plain" href="{}">{}</a>', href, act) if href else ""
    )
    return format_html(
        '<{} class="verdict verdict--{}">{}<span class="level">{}</span><p>{}</p>{}</{}>',
        mark_safe(tag),  # noqa: S308  # written in the template, never from data
        kind, icon(VERDICT_ICONS[kind]), level_word(level), sentence, link,
        mark_safe(tag),  # noqa: S308
    )  # fmt: skip


@register.simple_tag(takes_context=True)
def due(
    context: template.Context, moment: datetime, label: str, late: str,
    soon: int = 120, grace: int = 0, about: str = "",
) -> SafeString:  # fmt: skip
    """One clock to one deadline. ``label`` and ``late`` are the words before and after it; seconds for the rest.

    Written true at ``now`` of the context, kept true by countdown.js.
    """
    left = (moment - context["now"]).total_seconds()
    is_late = left < -grace
    state = " due--late" if is_late else " due--soon" if left <= soon else ""
    return format_html(
        '<div class="due{}" data-at="{}" data-soon="{}" data-grace="{}" data-words="{}" data-words-late="{}" data-about="{}">'
        "{}<small>{}</small><b class=\"num\" data-count>{}</b></div>",
        state, moment.isoformat(), soon, grace, label, late, about, _due_icons(),
        late if is_late else label, words.countdown(left if is_late or left > 0 else 0),
    )  # fmt: skip


def _due_icons() -> SafeString:
    """All three, so that the script changes a class and nothing is fetched; the stylesheet shows one."""
    marks = (("calm", "clock"), ("soon", "stopwatch"), ("late", "exclamation-triangle-fill"))
    use = '<svg class="icon icon-{}" aria-hidden="true"><use href="{}#{}"></use></svg>'
    return format_html_join("", use, ((state, static(SPRITE), name) for state, name in marks))


@register.simple_tag
def still(text: str, label: str, icon_name: str = "clock") -> SafeString:
    """The same box for a fact that does not count: ``{% still "14 of 16" _("Checks done") "list-check" %}``."""
    return format_html(
        '<div class="due">{}<small>{}</small><b class="num">{}</b></div>',
        icon(icon_name),
        label,
        text,
    )


@register.simple_tag
def empty(text: str, icon_name: str = "check-circle-fill") -> SafeString:
    """Never a blank box: a sentence that says it is fine."""
    return format_html('<p class="empty">{}{}</p>', icon(icon_name), text)


@register.simple_tag
def key(letter: str, words_after: str = "") -> SafeString:
    """``{% key "n" _("book") %}`` inside ``{% block keybar %}``."""
    return format_html('<span><kbd class="key">{}</kbd> {}</span>', letter, words_after)


@register.simple_tag
def phone(number: str) -> SafeString:
    """A telephone number beside its icon, as a link."""
    if not number:
        return SafeString("")
    digits = "".join(c for c in number if c.isdigit() or c == "+")
    return format_html(
        '<a class="phone" href="tel:{}">{} {}</a>', digits, icon("telephone-fill"), number
    )


@register.simple_tag
def minutes_in(started: datetime | None, now: datetime) -> SafeString:
    """The minute since drug start, kept true by countdown.js."""
    if started is None:
        return format_html("<b>{}</b>", "–")
    whole = max(0, (now - started) // timedelta(minutes=1))
    return format_html('<b data-minutes-since="{}">{}</b>', started.isoformat(), whole)


@register.filter
def level_count(verdicts: list[Any], level: str) -> int:
    """How many verdicts stand at one level."""
    return sum(1 for v in verdicts if str(v.level) == level)


@register.simple_tag
def zone_note(now: datetime, site: Any) -> str:
    """``All times MST.``, once on a page whose cells show bare clocks."""
    return _("All times %(zone)s.") % {"zone": words.zone_abbreviation(now, site)}
