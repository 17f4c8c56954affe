"""行政应诉: the district before the administrative court."""
