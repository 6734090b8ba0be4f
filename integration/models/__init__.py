from integration.models.goal import Goal, GoalQuerySet, GoalRating, GoalRatingQuerySet
from integration.models.note import (
    NoteAddendum,
    NoteAddendumQuerySet,
    ProgressNote,
    ProgressNoteQuerySet,
)
from integration.models.preparation_topic import PreparationTopic, PreparationTopicQuerySet
from integration.models.therapy_session import TherapySession, TherapySessionQuerySet
from integration.models.window import IntegrationWindow, IntegrationWindowQuerySet

__all__ = [
    "Goal",
    "GoalQuerySet",
    "GoalRating",
    "GoalRatingQuerySet",
    "IntegrationWindow",
    "IntegrationWindowQuerySet",
    "NoteAddendum",
    "NoteAddendumQuerySet",
    "PreparationTopic",
    "PreparationTopicQuerySet",
    "ProgressNote",
    "ProgressNoteQuerySet",
    "TherapySession",
    "TherapySessionQuerySet",
]
