"""A person who uses the API as a program would: signs in at the page, then calls verbs with keys of their own."""

import json
import re
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from typing import Any

from clinic.core.ids import uuid7


class Refused(AssertionError):
    """The API said no; `status` and `answer` say how."""

    def __init__(self, status: int, answer: Any, what: str) -> None:
        super().__init__(f"{what}: {status} {answer}")
        self.status, self.answer = status, answer


class Caller:
    """One signed-in person. `get` and `post` answer with the decoded JSON; a refusal raises."""

    def __init__(self, url: str, email: str, password: str) -> None:
        self.url, self.password = url, password
        self.jar = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        page = self._send(urllib.request.Request(f"{url}/accounts/login/")).decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page).group(1)
        form = {"login": email, "password": password, "csrfmiddlewaretoken": token}
        self._send(
            urllib.request.Request(
                f"{url}/accounts/login/", urllib.parse.urlencode(form).encode(), self._headers()
            )
        )
        assert "sessionid" in {cookie.name for cookie in self.jar}, f"{email} cannot sign in"

    def get(self, path: str, **query: Any) -> Any:
        asked = f"?{urllib.parse.urlencode(query)}" if query else ""
        return json.loads(self._send(urllib.request.Request(f"{self.url}/api/v1/{path}{asked}")))

    def all(self, path: str, **query: Any) -> list[Any]:
        return self.get(path, **query)["results"]

    def post(self, path: str, whole: Any = None, /, **fields: Any) -> Any:
        """One verb. Lost answers are no danger: every call has a key."""
        data = json.dumps(fields if whole is None else whole, default=str).encode()
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": str(uuid7()),
            **self._headers(),
        }
        raw = self._send(urllib.request.Request(f"{self.url}/api/v1/{path}", data, headers))
        return json.loads(raw) if raw else None

    def _headers(self) -> dict[str, str]:
        token = next((c.value for c in self.jar if c.name == "csrftoken"), "")
        return {"X-CSRFToken": token, "Referer": self.url}

    def _send(self, request: urllib.request.Request) -> bytes:
        try:
            with self.opener.open(request, timeout=60) as answer:
                return answer.read()
        except urllib.error.HTTPError as error:
            with error:
                raw = error.read()
            try:
                said = json.loads(raw)
            except ValueError:
                said = raw[:300]
            raise Refused(error.code, said, f"{request.get_method()} {request.full_url}") from None
