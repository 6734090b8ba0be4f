"""Components that hold other content: cards, short lists, the person's header, the next step."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify

from clinic.web.templatetags.clinic_marks import empty, icon

register = template.Library()


def _heading_id(context: template.Context, title: str) -> str:
    """An id no other heading of this page has: counted through the render, so it is the same every time."""
    counter: Any = context.render_context
    number = counter.setdefault("clinic-headings", 0) + 1
    counter["clinic-headings"] = number
    return f"h-{slugify(title)[:24] or 'part'}-{number}"


@register.simple_block_tag(takes_context=True)
def card(
    context: template.Context, content: str, title: str, aside: str = "",
    icon_name: str = "", pad: bool = False, extra: str = "",
) -> SafeString:  # fmt: skip
    """``{% card _("Goals") aside=_("hers") pad=True %}…{% endcard %}``: a labelled section."""
    heading = _heading_id(context, title)
    mark = format_html("{} ", icon(icon_name)) if icon_name else ""
    side = format_html('<span class="push small quiet">{}</span>', aside) if aside else ""
    body = format_html('<div class="card-body-tight">{}</div>', content) if pad else content
    return format_html(
        '<section class="card-flat {}" aria-labelledby="{}"><div class="card-head"><h2 id="{}">{}{}</h2>{}</div>{}</section>',
        extra, heading, heading, mark, title, side, body,
    )  # fmt: skip


@register.simple_block_tag(takes_context=True)
def strip_list(
    context: template.Context, content: str, title: str, count: int | None = None,
    icon_name: str = "", danger: bool = False, tight: bool = False, none: str = "", more: str = "", more_href: str = "",
) -> SafeString:  # fmt: skip
    """A short list: ``<li>`` rows inside; ``none`` is the sentence when ``count`` is 0; ``more`` says what is left out."""
    heading = _heading_id(context, title)
    classes = "card-flat strip-list" + (" strip-list--danger" if danger and count else "")
    classes += " strip-list--tight" if tight else ""
    tally = format_html('<span class="count">{}</span>', count) if count is not None else ""
    body = empty(none) if none and not count else format_html("<ul>{}</ul>", content)
    rest = format_html('<p class="more"><a href="{}">{}</a></p>', more_href, more) if more and more_href else (
        format_html('<p class="more quiet">{}</p>', more) if more else ""
    )  # fmt: skip
    mark = format_html("{} ", icon(icon_name)) if icon_name else ""
    return format_html(
        '<section class="{}" aria-labelledby="{}"><div class="card-head"><h2 id="{}">{}{}</h2>{}</div>{}{}</section>',
        classes, heading, heading, mark, title, tally, body, rest,
    )  # fmt: skip


@register.simple_block_tag
def person(
    content: str, name: str, href: str = "", stays: bool = False, heading: bool = True
) -> SafeString:
    """``{% person patient.name %}{% fact … %}{% endperson %}``: top of every page about one patient.

    ``heading=False`` where the page has another h1; ``stays`` keeps it in sight (flowsheet).
    """
    shown = format_html('<a href="{}">{}</a>', href, name) if href else name
    title = (
        format_html("<h1>{}</h1>", shown)
        if heading
        else format_html('<p class="person-name">{}</p>', shown)
    )
    return format_html(
        '<header class="person{}">{}{}</header>',
        " person--stays" if stays else "",
        title,
        content,
    )


@register.simple_block_tag
def facts(content: str) -> SafeString:
    """``{% facts %}{% fact _("Born") … %}{% endfacts %}`` inside a person."""
    return format_html("<dl>{}</dl>", content)


@register.simple_tag
def fact(label: str, value: Any) -> SafeString:
    """One fact over its label; nothing when there is no value."""
    if value in (None, ""):
        return SafeString("")
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", label, value)


@register.simple_block_tag(takes_context=True)
def next_step(
    context: template.Context,
    content: str,
    sentence: str,
    detail: str = "",
    kind: str = "",
    label: str = "",
) -> SafeString:
    """The one blocker and, as content, its one button. Kinds: "" (red) due ok act."""
    heading = _heading_id(context, "next-step")
    over = format_html('<span class="small quiet">{}</span>', label) if label else ""
    under = format_html('<span class="quiet">{}</span>', detail) if detail else ""
    return format_html(
        '<section class="card-flat next-step{} mb-2" aria-labelledby="{}"><div>{}<strong id="{}">{}</strong>{}</div>'
        '<div class="push row-line">{}</div></section>',
        f" next-step--{kind}" if kind else "", heading, over, heading, sentence, under, content,
    )  # fmt: skip


ALERT_ICONS = {
    "": "exclamation-triangle-fill",
    "danger": "x-octagon-fill",
    "ok": "check-circle-fill",
    "info": "info-circle-fill",
}


@register.simple_block_tag
def alert_row(content: str, kind: str = "", role: str = "") -> SafeString:
    """What happened, what to do, by when. ``role="alert"`` once, for something live; kinds: "" danger ok info."""
    spoken = format_html(' role="{}"', role) if role else ""
    return format_html(
        '<div class="alert-row{}"{}>{}<div>{}</div></div>',
        f" alert-row--{kind}" if kind else "", spoken, icon(ALERT_ICONS[kind]), content,
    )  # fmt: skip
