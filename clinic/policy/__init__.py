"""Clinical policy: every number that gates care, versioned, signed by the medical director."""
