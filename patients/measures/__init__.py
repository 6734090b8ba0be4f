"""Which questionnaire is due when: a pure plan from the facts of a course. No database here."""
