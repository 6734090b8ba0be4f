"""The verbs of a screening's data: one module for each kind of entry."""
