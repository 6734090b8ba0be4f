"""Visits in the calendar's own language, iCalendar [RFC 5545, 5546, 7986]. Pure: no clock, no database, no names."""
