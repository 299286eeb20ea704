"""Names of the records and fields of the papers that go with a MOOC."""

MOOC_PAPERS: dict[str, str] = {}
