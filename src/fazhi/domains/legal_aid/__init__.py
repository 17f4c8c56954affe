"""Legal aid: from application or notice to the closed file (法律援助法, in force 2022-01-01)."""
