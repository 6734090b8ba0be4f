"""A fictitious clinic, told through the real actions with `at=` in the past."""
