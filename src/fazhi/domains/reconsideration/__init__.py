"""行政复议: the review of an administrative act by the government above, under two versions of its law."""
