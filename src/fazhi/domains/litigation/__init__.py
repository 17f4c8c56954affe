"""行政应诉: the district before the administrative court, and the benchmarks its rates are held against."""
