"""Who works here and what they may do: people, roles, licences, and the one door for writes."""
