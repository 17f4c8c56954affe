"""fazhi (法治): the work of governing by law in one district, and the report that writes itself from its ledger."""

__version__ = "0.1.0"
