"""A bundle arrives as it is: its digest is over the very bytes, so nothing may parse it first."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import IO, Any

from rest_framework.parsers import BaseParser

from clinic.fhir.bundle.document import LARGEST


class BundleBytes(bytes):
    """The document. Written into an Idempotency-Key's digest by its own digest, not as megabytes."""

    def __str__(self) -> str:
        return hashlib.sha256(self).hexdigest()


class BundleParser(BaseParser):
    media_type = "application/fhir+json"

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> dict[str, BundleBytes]:
        """One byte more than the most we read is enough to see that it is too much."""
        return {"bundle": BundleBytes(stream.read(LARGEST + 1))}


class JsonBundleParser(BundleParser):
    media_type = "application/json"
