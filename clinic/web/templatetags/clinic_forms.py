"""Fields, refused forms, and buttons that write."""

from __future__ import annotations

from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.forms.widgets import CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.middleware.csrf import get_token
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from clinic.web.templatetags.clinic_marks import icon

register = template.Library()


@register.inclusion_tag("components/field.html")
def field(
    bound: BoundField, label: str = "", first: bool = False, bare: bool = False, **attrs: Any
) -> dict[str, Any]:
    """``{% field form.name %}``: label, help, control, error, tied together for screen readers.

    Further keywords become attributes of the control, ``_`` read as ``-``: ``{% field form.sys inputmode="numeric" %}``.
    ``bare`` leaves the help text out.
    """
    widget = bound.field.widget
    given = {name.replace("_", "-"): value for name, value in attrs.items()}
    if first:
        given["autofocus"] = True
    if bare:
        given["aria-describedby"] = f"{bound.auto_id}_error" if bound.errors else False
    grouped = isinstance(widget, RadioSelect | CheckboxSelectMultiple)
    if not grouped:
        css = "form-check-input" if isinstance(widget, CheckboxInput) else (
            "form-select" if isinstance(widget, Select) else "form-control"
        )  # fmt: skip
        given["class"] = (
            f"{css} {'is-invalid' if bound.errors else ''} {given.get('class', '')}".strip()
        )
    return {
        "bound": bound,
        "label": label or bound.label,
        "control": "" if grouped else bound.as_widget(attrs=given),
        "grouped": grouped,
        "single": isinstance(widget, CheckboxInput),
        "help_text": "" if bare else bound.help_text,
        "kind": "checkbox" if isinstance(widget, CheckboxSelectMultiple) else "radio",
    }


@register.simple_tag
def errsum(form: BaseForm, title: str = "", extra: str = "") -> SafeString:
    """After a refused form (422): how many, and a link to each field. It gets the focus."""
    lines = [
        format_html('<li><a href="#{}">{}: {}</a></li>', _first_id(bound), bound.label, error)
        for bound in form
        for error in bound.errors
    ]
    lines += [format_html("<li>{}</li>", error) for error in form.non_field_errors()]
    lines += [format_html("<li>{}</li>", extra)] if extra else []
    if not lines:
        return SafeString("")
    said = title or ngettext(
        "This was not saved. One thing needs a look.", "This was not saved. %(n)s things need a look.", len(lines)
    ) % {"n": len(lines)}  # fmt: skip
    return format_html(
        '<div class="errsum" role="group" aria-labelledby="errsum-title" tabindex="-1"><h2 id="errsum-title">{}</h2><ul>{}</ul></div>',
        said, mark_safe("".join(lines)),  # noqa: S308
    )  # fmt: skip


def _first_id(bound: BoundField) -> str:
    """Where the caret goes: a group of choices has no id of its own to stand in."""
    if isinstance(bound.field.widget, RadioSelect | CheckboxSelectMultiple):
        return f"{bound.auto_id}_0"
    return bound.id_for_label or str(bound.auto_id)


@register.simple_tag
def refusal(sentence: str) -> SafeString:
    """A sentence with which an action refused (409), in the place of the error summary."""
    if not sentence:
        return SafeString("")
    return format_html(
        '<div class="errsum" role="group" tabindex="-1">{} {}</div>',
        icon("x-octagon-fill"),
        sentence,
    )


@register.simple_tag(takes_context=True)
def button_form(
    context: template.Context, url: str, label: str, kind: str = "plain", icon_name: str = "",
    small: bool = True, key: str = "", of: Any = "", off: bool = False, title: str = "", **hidden: Any,
) -> SafeString:  # fmt: skip
    """``{% button_form url _("Arrived") key="a" of=visit.pk version=visit.version %}``: one POST, with its token.

    Kinds: primary plain care stop. Further keywords are sent as hidden fields. ``title`` is said after the label, for a
    row of equal buttons: "Arrived" + "Hazel Example".
    """
    keys = format_html(' data-key="{}" aria-keyshortcuts="{}"', key, key) if key else ""
    keys += format_html(' data-of="{}"', of) if of else ""
    fields = format_html_join(
        "",
        '<input type="hidden" name="{}" value="{}">',
        ((k, v) for k, v in hidden.items() if v is not None),
    )
    whose = format_html('<span class="visually-hidden"> {}</span>', title) if title else ""
    return format_html(
        '<form class="inline-form" method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken" value="{}">{}'
        '<button type="submit" class="btn btn-{}{}"{}{}>{}{}{}</button></form>',
        url, get_token(context["request"]), fields, kind, " btn-sm" if small else "", mark_safe(keys),  # noqa: S308
        " disabled" if off else "", icon(icon_name) if icon_name else "", label, whose,
    )  # fmt: skip
