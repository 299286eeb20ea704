"""How fast and how large the readers and writers are, beside another parser of GIFT."""
