"""The part of SARIF 2.1.0 that reports use, as a JSON Schema: nothing else may stand there.

Written from the specification (sections 3.13 to 3.52); what is said here holds in the schema of OASIS as well.
"""

from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string", "minLength": 1}
COUNT: Schema = {"type": "integer", "minimum": 0}
PLACE: Schema = {"type": "integer", "minimum": 1}
LEVEL: Schema = {"enum": ["error", "warning", "note"]}


def thing(required: Schema, **optional: Schema) -> Schema:
    """An object of these keys and no others."""
    return {
        "type": "object", "required": list(required), "additionalProperties": False,
        "properties": {**required, **optional},
    }  # fmt: skip


def several(of: Schema) -> Schema:
    """A list of one kind, nothing twice."""
    return {"type": "array", "items": of}


MESSAGE = thing({"text": TEXT})
REGION = thing({"startLine": PLACE, "startColumn": PLACE, "endLine": PLACE, "endColumn": PLACE})
ARTIFACT = thing({"uri": {"type": "string", "pattern": r"^[A-Za-z0-9/._~%-]+$"}, "uriBaseId": {"const": "%SRCROOT%"}})
PHYSICAL = thing({"artifactLocation": ARTIFACT, "region": REGION})
LOCATION = thing({"physicalLocation": PHYSICAL})
RELATED = thing({"id": PLACE, "physicalLocation": PHYSICAL, "message": MESSAGE})
SUPPRESSION = thing(
    {"kind": {"const": "external"}, "status": {"const": "accepted"}, "justification": TEXT}, location=LOCATION
)
RULE = thing(
    {
        "id": {"type": "string", "pattern": r"^[A-Z]{3}\d{3}$"},
        "name": TEXT,
        "shortDescription": MESSAGE,
        "fullDescription": MESSAGE,
        "help": thing({"text": TEXT, "markdown": TEXT}),
        "defaultConfiguration": thing({"level": LEVEL}),
        "properties": thing(
            {
                "tags": {**several(TEXT), "uniqueItems": True},
                "problem.severity": {"enum": ["error", "warning", "recommendation"]},
            }
        ),
    }
)
RESULT = thing(
    {
        "ruleId": TEXT,
        "ruleIndex": COUNT,
        "level": LEVEL,
        "message": MESSAGE,
        "locations": several(LOCATION),
        "partialFingerprints": thing({"qoima/v1": {"type": "string", "pattern": "^[0-9a-f]{32}$"}}),
        "suppressions": several(SUPPRESSION),
    },
    relatedLocations={**several(RELATED), "minItems": 1},
    properties=thing({"rule": TEXT, "decisions": several(TEXT)}),
)
RUN = thing(
    {
        "tool": thing(
            {
                "driver": thing(
                    {"name": {"const": "Qoima"}, "version": TEXT, "semanticVersion": TEXT, "rules": several(RULE)}
                )
            }
        ),
        "invocations": several(thing({"executionSuccessful": {"const": True}})),
        "language": {"enum": ["kk", "ru", "en"]},
        "columnKind": {"const": "unicodeCodePoints"},
        "results": several(RESULT),
        "properties": thing({"inBaseline": COUNT, "older": COUNT}),
    }
)
LOG = thing({"$schema": TEXT, "version": {"const": "2.1.0"}, "runs": {**several(RUN), "minItems": 1, "maxItems": 1}})
