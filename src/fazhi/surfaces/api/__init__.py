"""The interface for other programs: the same four routes for every procedure, tokens with scope and expiry, signed webhooks."""
