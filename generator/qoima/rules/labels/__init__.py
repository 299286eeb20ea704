"""What kinds of records and their fields are called in messages; Russian and Kazakh: messages/labels_*.yaml.

`thing.<kind>` names a kind of record, `field.<kind>.<path>` a field of it, `field.<name>` a field of any.
"""

from qoima.rules.labels.blended import BLENDED
from qoima.rules.labels.course import COURSE
from qoima.rules.labels.map import MAP
from qoima.rules.labels.mooc import MOOC
from qoima.rules.labels.mooc_papers import MOOC_PAPERS
from qoima.rules.labels.programme import PROGRAMME
from qoima.rules.labels.review import REVIEW

LABELS: dict[str, str] = {**COURSE, **PROGRAMME, **REVIEW, **MOOC, **MOOC_PAPERS, **MAP, **BLENDED}
