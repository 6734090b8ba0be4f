"""What a consent form says, and the one number that stands for it. No database here."""

from consent.wording.wording import Element, Question, Wording, WordingRefused

__all__ = ["Element", "Question", "Wording", "WordingRefused"]
