"""Names of the records and fields of blended learning."""

BLENDED: dict[str, str] = {}
