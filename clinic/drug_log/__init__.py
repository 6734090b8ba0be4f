"""The drug cupboard: lots of a controlled substance, and an append-only ledger of every millilitre."""
