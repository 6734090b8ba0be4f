"""A real clinic's first day: a site, its rooms and hours, its people and their licences, its policy, its plans."""
