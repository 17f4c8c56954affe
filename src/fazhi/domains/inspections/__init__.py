"""涉企行政检查: registers, filed plans, tasks, joint visits, the white list, supervision and file review (综合查一次)."""
