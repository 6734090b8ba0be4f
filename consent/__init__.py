"""Consent: forms whose wording never changes, signatures bound to that wording, withdrawal at once."""
