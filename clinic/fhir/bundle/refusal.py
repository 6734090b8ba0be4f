"""Why a bundle is refused, in one sentence that names the entry and never the patient."""


def gettext_noop(sentence: str) -> str:
    """Mark a sentence for translation; the page that shows it translates it."""
    return sentence


class BadBundle(Exception):
    """The bundle is refused whole. `entry` counts from 0 as in the file; None is the bundle itself.

    The sentence holds positions, element names and kinds of value, never the values: it ends up in
    logs and on terminals.
    """

    def __init__(
        self,
        template: str,
        *,
        entry: int | None = None,
        resource: str = "",
        **details: object,
    ) -> None:
        self.template = template
        self.entry = entry
        self.resource = resource
        self.details = details
        super().__init__(str(self))

    @property
    def reason(self) -> str:
        return self.template % self.details

    def __str__(self) -> str:
        if self.entry is None:
            return self.reason
        kind = f" ({self.resource})" if self.resource else ""
        return f"Entry {self.entry}{kind}: {self.reason}"
