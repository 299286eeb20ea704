"""Names of the records and fields of expert reviews."""

REVIEW: dict[str, str] = {}
