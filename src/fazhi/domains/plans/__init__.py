"""Task lists with 督办, plans watched quarter by quarter, and the self-assessment against the national indicators."""
