"""Two figures that fit in a line: the last scores, and a patient's steps."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from clinic.web.figures import svg


def spark(
    scores: Sequence[float], name: str = "PHQ-9", top: float = 27, worse: bool = False
) -> SafeString:
    """The last five scores; nothing at all when there are none."""
    last = list(scores)[-5:]
    if not last:
        return mark_safe("")
    step = 66 / max(1, len(last) - 1)
    points = [
        (3 + i * step if len(last) > 1 else 69, 30 - 28 * min(v, top) / top)
        for i, v in enumerate(last)
    ]
    trend = svg.path("", svg.line(points)) if len(points) > 1 else ""
    label = f"{name}: {', '.join(svg.num(v) for v in last)}"
    return mark_safe(  # noqa: S308  # numbers and one escaped label
        f'<svg class="spark{" spark--worse" if worse else ""}" viewBox="0 0 72 32" role="img" '
        f'aria-label="{escape(label)}">{trend}{svg.circle("", *points[-1], 3)}</svg>'
    )


def dots(done: int, total: int) -> SafeString:
    """A patient's course: steps done, the next one, those to come."""
    total = max(total, 1)
    done = min(done, total)
    step = (346 - 12) / max(1, total - 1)
    shapes = [svg.path("thread", "M12 14H346")] if total > 1 else []
    radius = min(10.0, max(4.0, step / 2 - 2)) if total > 1 else 10.0
    for i in range(total):
        x = 12 + i * step
        if i < done:
            shapes.append(svg.circle("done", x, 14, radius))
            if radius >= 8:
                shapes.append(svg.path("tickmark", f"M{svg.num(x - 4)} 14l3 3 5-6"))
        elif i == done:
            shapes += [svg.circle("next", x, 14, radius), svg.circle("core", x, 14, radius * 0.4)]
        else:
            shapes.append(svg.circle("later", x, 14, radius - 1))
    later = max(0, total - done - 1)
    said = _("%(total)s steps: %(done)s done, %(later)s later") % {
        "total": total,
        "done": done,
        "later": later,
    }
    return mark_safe(  # noqa: S308  # shapes of numbers and one escaped label
        f'<svg class="dots" viewBox="0 0 358 28" role="img" aria-label="{escape(said)}">{"".join(shapes)}</svg>'
    )
