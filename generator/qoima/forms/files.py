"""The forms of a base as HTML files that need nothing else, to be printed on A4."""

from collections.abc import Iterator, Mapping
from typing import Protocol

from qoima.core import sheets
from qoima.core.words import LANGUAGES
from qoima.forms.base import Base
from qoima.forms.conclusion import conclusion_form
from qoima.forms.control_plan import control_plan_form
from qoima.forms.facts import Facts
from qoima.forms.passport import passport_form
from qoima.forms.wording import Wording
from qoima.model.profile import Profile
from qoima.model.repository import Repository


class Form(Protocol):
    """A sheet: its template, its title, and the fields that the template shows."""

    @property
    def template(self) -> str: ...  # noqa: D102
    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def facts(self) -> Facts: ...  # noqa: D102


def forms_of(repository: Repository, course: str, language: str, profiles: Mapping[str, Profile]) -> dict[str, bytes]:
    """The forms of all banks of a course in one language, by file name, sorted; none for what is no course.

    `passport.<lang>.html`, `control-plan.<lang>.html`, and `conclusion-<sheet>.<lang>.html` for each review that is
    signed, each in Kazakh, Russian and English. Facts that the repository lacks are ruled lines to fill in by hand.
    They hold the remarks of experts, and of items no more than ids.
    """
    found = next((one for one in repository.courses if one.id == course), None)
    if found is None:
        return {}
    base = Base(repository, found, language, profiles)
    university = repository.university
    default = university.default_language if university else LANGUAGES[0]
    files = {
        f"{name}.{lang}.html": _page(form)
        for lang in LANGUAGES
        for name, form in _forms(Facts(base, Wording(lang, default)))
    }
    return dict(sorted(files.items()))


def _forms(facts: Facts) -> Iterator[tuple[str, Form]]:
    yield "passport", passport_form(facts)
    yield "control-plan", control_plan_form(facts)
    for review in facts.base.conclusions:
        yield f"conclusion-{review.name}", conclusion_form(facts, review)


def _page(form: Form) -> bytes:
    values = {
        "form": form,
        "facts": form.facts,
        "w": form.facts.words,
        "lang": form.facts.words.lang,
        **sheets.style_values("forms", "form.css"),
    }
    return sheets.templates("forms").get_template(form.template).render(values).encode()
