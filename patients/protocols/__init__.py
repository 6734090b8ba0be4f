"""Courses as plans: which steps, how far apart, how long, and where each figure comes from."""
