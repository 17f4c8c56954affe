"""The making of the yearly report of law-based government, from the data call to publication and its corrections."""
