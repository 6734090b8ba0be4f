"""The small things every page view needs: who may open it, and how a refusal is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse

from clinic.accounts.action import Verb
from clinic.accounts.fresh import confirm_password
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.core.errors import DomainError, InvalidInput, NotAllowed

P = ParamSpec("P")
R = TypeVar("R")


class SignedInRequest(HttpRequest):
    """A request whose user is one of ours: what the sign-in middleware guarantees."""

    user: User


View = Callable[Concatenate[SignedInRequest, P], HttpResponse]


def allow(permission: Permission) -> Callable[[View[P]], View[P]]:
    """Open a page to the roles that have ``permission`` at some site; others get 403.

    What the page then shows still goes through ``visible_to``. The matrix test reads the mark.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: SignedInRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.may(permission, None):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return decorate


@dataclass(frozen=True)
class Attempt(Generic[R]):
    """What came of trying a verb: a result, or the refusal's sentence."""

    result: R | None = None
    error: DomainError | None = None

    def __bool__(self) -> bool:
        return self.error is None


def attempt(
    request: SignedInRequest,
    verb: Verb[Any, R],
    *args: Any,
    form: BaseForm | None = None,
    **kwargs: Any,
) -> Attempt[R]:
    """Call one verb as the signed-in person, now. A refusal lands on ``form`` when one is given; a form that
    asks for something in other words says so in ``shown_as``: the verb's parameter, its own field.

    NotAllowed becomes 403; every other DomainError is returned, so the page can be shown again with
    everything the person typed.
    """
    try:
        return Attempt(verb(*args, by=request.user, at=clock.now(), **kwargs))
    except NotAllowed as error:
        raise PermissionDenied(error.sentence) from error
    except DomainError as error:
        if form is not None:
            field = getattr(error, "field", None)
            field = getattr(form, "shown_as", {}).get(field, field)
            form.add_error(field if field in form.fields else None, error.sentence)
        return Attempt(error=error)


def proof(request: SignedInRequest, form: BaseForm, field: str = "password") -> datetime | None:
    """The instant of the password typed beside a signature, for ``authenticated_at=``.

    None when it was wrong: the form then says so, and nothing may be signed.
    """
    try:
        return confirm_password(request.user, form.cleaned_data.get(field, ""))
    except InvalidInput as error:
        form.add_error(field, error.sentence)
        return None
