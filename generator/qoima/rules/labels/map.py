"""Names of the records and fields of integration maps and tutoring."""

MAP: dict[str, str] = {}
