"""Names of the records and fields of programmes and people."""

PROGRAMME: dict[str, str] = {}
