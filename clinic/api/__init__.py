"""The API's root: /api/v1/, its description, its health."""
