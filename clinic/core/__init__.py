"""Knows nothing of the clinic: identifiers, time, errors, states, events, locks."""
