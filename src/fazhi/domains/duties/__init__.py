"""Leadership duties: meetings on law, training, observers and their suggestions, task lists, 述法, plans watched and self-assessment."""
