"""Leadership duties: meetings on law, training, observers and their suggestions, 述法."""
