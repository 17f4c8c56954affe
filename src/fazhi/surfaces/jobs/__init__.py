"""Long jobs: asked for on a page, done by the worker, with progress anybody may look at; a killed job begins again."""
