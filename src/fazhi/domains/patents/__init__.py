"""The patent database as the district uses it: loads as ledger lines, search and portraits, saved searches with weekly notices."""
