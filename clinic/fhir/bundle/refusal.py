"""Why a bundle is refused, in one sentence that names the entry and never the patient."""

from django.utils.translation import gettext as _

from clinic.core.errors import InvalidInput


class BadBundle(InvalidInput):
    """The bundle is refused whole. `entry` counts from 0 as in the file; None is the bundle itself.

    The sentence holds positions, element names and kinds of value, never the values: it ends up in
    logs and on terminals. `template` is the untranslated sentence, `details` fill it.
    """

    code = "bad-bundle"

    def __init__(
        self,
        template: str,
        *,
        entry: int | None = None,
        resource: str = "",
        **details: object,
    ) -> None:
        reason = _(template) % details
        if entry is None:
            sentence = reason
        elif resource:
            sentence = _("Entry %(entry)d (%(resource)s): %(reason)s") % {
                "entry": entry,
                "resource": resource,
                "reason": reason,
            }
        else:
            sentence = _("Entry %(entry)d: %(reason)s") % {"entry": entry, "reason": reason}
        super().__init__(sentence, field="bundle")
        self.entry = entry
        self.reason = reason
