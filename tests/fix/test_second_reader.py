"""ruamel.yaml as a witness: it tells a moved comment and a text read in another way."""

import pytest

from qoima.core.source import Source
from qoima.fix.second_reader import agrees
from qoima.formats.yaml.nodes import Node, read

OLD = "# head\na: >-\n  one\n  two  # text\nb: [x, y]  # behind\n# end\n"


def tree(text: str) -> Node:
    node, said = read(Source("a.yaml", text))
    assert node is not None
    assert not said
    return node


def opinion(new: str, *, may_quote: bool = False, ours: str = "") -> bool:
    return agrees(OLD, new, tree(OLD), tree(ours or new), may_quote=may_quote)


@pytest.mark.parametrize("new", [OLD, OLD.replace("[x, y]", "[x, z]"), OLD.replace("# end", "c: 1\n# end")])
def test_it_agrees_where_comments_stay(new: str) -> None:
    assert opinion(new)


@pytest.mark.parametrize(
    "new",
    [
        OLD.replace("# end\n", ""),
        OLD.replace("# head", "# Head"),
        "# end\n" + OLD.replace("# end\n", ""),
        OLD.replace("[x, y]  # behind", "'[x, y]  # behind'"),
    ],
)
def test_it_tells_a_comment_that_is_gone_or_another(new: str) -> None:
    assert not opinion(new)


def test_a_comment_may_become_a_text_where_texts_were_put_in_quotes() -> None:
    assert opinion(OLD.replace("[x, y]  # behind", "'[x, y]  # behind'"), may_quote=True)


def test_it_tells_a_text_that_it_reads_in_another_way() -> None:
    assert not opinion(OLD, ours=OLD.replace("[x, y]", "[x, z]"))
