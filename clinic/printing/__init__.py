"""Paper: the day's sheet, a visit's slip, and the pack for a day on which the program cannot be reached."""
