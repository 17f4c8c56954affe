"""Administration: what a district may set — organs, people, holidays, numbers, templates, parameters — and who read what."""
