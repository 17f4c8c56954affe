"""涉企免罚轻罚: the versioned leniency lists, and penalty cases matched against them (免罚、减轻、从轻、不予强制)."""
