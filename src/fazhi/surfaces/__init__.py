"""The surfaces: web pages, forms, lists, sheets and charts, all read off the declarations; no domain is named here."""
