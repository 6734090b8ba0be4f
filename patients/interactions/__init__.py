"""What the patient takes, read against what ketamine does not go well with. Pure: no database here."""
