"""Names of the records and fields of MOOCs."""

MOOC: dict[str, str] = {}
