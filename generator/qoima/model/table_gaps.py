"""Empty cells of tables that say something: what stands behind them stands in another column."""

from lxml import html


def is_gap(element: html.HtmlElement) -> bool:
    """Whether an empty cell has a filled one behind it in its row; those at the end of a row say nothing."""
    if element.tag not in ("td", "th") or _is_filled(element):
        return False
    return any(map(_is_filled, element.itersiblings("td", "th")))


def _is_filled(cell: html.HtmlElement) -> bool:
    return bool(cell.text_content().strip()) or cell.find(".//img") is not None
