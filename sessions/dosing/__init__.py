"""Dose arithmetic, limits, observation and discharge as pure functions of the policy's terms.

Decimal throughout, never float. Milligrams are ketamine base. Instants are aware datetimes.
"""
