"""Every address the program answers, as (method, route): what the matrix must have a row for."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

# The sign-in library's own pages: open by design, tested in tests/clinic/accounts.
LEFT_OUT = ("accounts/",)


def routes() -> Iterator[tuple[str, str]]:
    """``("GET", "drug-log/lots/<uuid:pk>/")``; a function view counts as GET unless only POST is allowed."""
    for route, pattern in _walk(get_resolver().url_patterns, ""):
        if route.startswith(LEFT_OUT):
            continue
        view = pattern.callback
        verbs = getattr(view, "actions", None)
        if verbs:
            yield from ((method.upper(), route) for method in verbs if method != "head")
        elif _post_only(view):
            yield "POST", route
        else:
            yield "GET", route


def _walk(patterns, prefix: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route)
        else:
            yield route, pattern


def _post_only(view) -> bool:
    """``require_POST`` keeps its methods in a closure; the name of the wrapper does not say."""
    while view is not None:
        for cell in getattr(view, "__closure__", None) or ():
            if cell.cell_contents == ["POST"]:
                return True
        view = getattr(view, "__wrapped__", None)
    return False
