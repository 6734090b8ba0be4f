"""The building: what any clinic has, and the shell around the care."""
