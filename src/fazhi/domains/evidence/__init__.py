"""Evidence for claims that are not numbers (honours, firsts, documents) and benchmarks to compare a rate with."""
