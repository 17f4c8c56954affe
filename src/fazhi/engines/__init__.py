"""Pure libraries: no Django, nothing of ours; each usable from a notebook, each with its tests and its benchmark."""
