"""Fixtures that every test may use."""

from datetime import date

import pytest


@pytest.fixture
def today() -> date:
    """A day in the autumn term of the examples."""
    return date(2026, 10, 1)
