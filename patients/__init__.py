"""Patients and their courses: who is treated, whether they may be, by which plan, and how they do."""
