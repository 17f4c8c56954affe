"""Registers of government services: the one-thing list, exempted papers, powers granted and reform measures."""
