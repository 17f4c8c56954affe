"""The yearly report: a template of figure names, its claims and its annex; knows ledgers by figure id only."""
