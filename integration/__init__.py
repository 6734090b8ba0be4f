"""Therapy around the doses: preparation and integration sessions, their notes, goals, and the window after a dose."""
