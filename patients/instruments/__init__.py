"""Questionnaires as data, and their scores as pure functions. Nothing here knows Django.

Only wording that may be shown ships (domain/05 section 5.1): PHQ-9 and GAD-7. The suicide-risk
screener is here as logic alone: its wording belongs to its owner and is read from a licensed form.
"""
