"""What a letter holds besides its statements, in the form a referral keeps."""

from typing import Any

from patients.letter.letter import Letter


def evidence(letter: Letter) -> dict[str, Any]:
    """Readings and procedures of elsewhere, the reader's notes, and what was not read, as JSON."""
    return {
        "readings": [
            {"text": one.text, "value": one.value, "on": str(one.on or "")}
            for one in letter.readings
        ],
        "procedures": [
            {"text": one.text, "on": str(one.on or ""), "times": one.times}
            for one in letter.procedures
        ],
        "notes": [{"entry": note.entry, "sentence": str(note)} for note in letter.notes],
        "not_read": [[kind, count] for kind, count in letter.not_read],
        "known": 0,
    }
