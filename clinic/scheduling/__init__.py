"""Rooms, hours, rosters, and the visits promised to patients."""
