"""Registers of mediation: organisations, mediators and the standards the district issues."""
