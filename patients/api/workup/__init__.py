"""/api/v1/: what a screening gathers."""
