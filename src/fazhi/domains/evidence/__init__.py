"""Evidence for claims that are not numbers: honours, firsts, documents."""
