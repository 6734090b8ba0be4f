"""From stored records to what the gate may look at, for any number of visits in a constant number of queries.

`load(visits, at, policies=...)` reads what stands before a dose (13 queries); `load_one(session, at, ...)` adds what
happened since the first drop. Nothing here judges.
"""

from sessions.facts.load import load, load_one, policies_in_force

__all__ = ["load", "load_one", "policies_in_force"]
