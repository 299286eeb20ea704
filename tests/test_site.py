"""What the published site says: words, dates, pages and practice data, before MkDocs."""

import re
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import lxml.html
import material
import pytest
import zensical

import qoima.site
import trial_site
from qoima.core.words import LANGUAGES, Lang, names
from qoima.formats.messages import catalogue
from qoima.model.calendar import Period
from qoima.model.text import LocalText
from qoima.site.stage import OVERRIDES
from qoima.site.wording import Wording


@pytest.fixture(scope="session")
def files() -> dict[str, bytes]:
    return trial_site.staged()


def page(files: dict[str, bytes], path: str) -> str:
    return files[f"docs/{path}"].decode()


def words_of(page: str) -> str:
    """The words of a page without its front matter, parted by single blanks."""
    tree = lxml.html.fromstring(page.split("---\n", 2)[2])
    return " ".join(" ".join(tree.itertext()).split())


def test_the_three_languages_have_the_same_texts_with_the_same_places_to_fill() -> None:
    kk, ru, en = (
        {key: names(text) for key, text in catalogue(lang).items() if key.startswith("site.")} for lang in LANGUAGES
    )
    assert len(en) > 100
    assert kk == ru == en


@pytest.mark.parametrize(
    ("lang", "n", "shown"),
    [
        ("ru", 1, "1 вопрос"),
        ("ru", 2, "2 вопроса"),
        ("ru", 11, "11 вопросов"),
        ("ru", 21, "21 вопрос"),
        ("ru", 0, "0 вопросов"),
        ("kk", 1, "1 сұрақ"),
        ("kk", 45, "45 сұрақ"),
        ("en", 1, "1 question"),
        ("en", 0, "0 questions"),
    ],
)
def test_things_are_counted_in_the_forms_of_the_language(lang: Lang, n: int, shown: str) -> None:
    assert Wording(lang, "kk")("count.questions", n=n) == shown


@pytest.mark.parametrize(
    ("lang", "day", "days", "two_months", "moment"),
    [
        ("kk", "2026 ж. 6 қазан", "6–12 қазан", "28 қыркүйек – 4 қазан", "2026 ж. 6 қазан, 09:00"),
        ("ru", "6 октября 2026\u00a0г.", "6–12 октября", "28 сентября – 4 октября", "6 октября 2026\u00a0г., 09:00"),
        ("en", "6 October 2026", "6–12 October", "28 September – 4 October", "6 October 2026, 09:00"),
    ],
)
def test_dates_are_written_as_the_language_writes_them(
    lang: Lang, day: str, days: str, two_months: str, moment: str
) -> None:
    words = Wording(lang, "kk")
    assert words.full_date(date(2026, 10, 6)) == day
    assert words.days(Period(date(2026, 10, 6), date(2026, 10, 12))) == days
    assert words.days(Period(date(2026, 9, 28), date(2026, 10, 4))) == two_months
    assert words.moment(datetime(2026, 10, 6, 9)) == moment


def test_an_opening_names_one_day_once_and_what_is_known_of_two() -> None:
    words = Wording("ru", "kk")
    morning, evening, later = datetime(2026, 10, 6, 9), datetime(2026, 10, 6, 18), datetime(2026, 10, 7, 18)
    assert words.opening(morning, evening) == "6 октября 2026\u00a0г., 09:00–18:00"
    assert words.opening(morning, later) == "6\u00a0октября, 09:00 – 7\u00a0октября 2026\u00a0г., 18:00"
    assert words.opening(morning, None) == "начало 6 октября 2026\u00a0г., 09:00"
    assert words.opening(None, evening) == "окончание 6 октября 2026\u00a0г., 18:00"
    assert words.opening(None, None) == ""


def test_numbers_have_the_decimal_sign_of_the_language_and_no_idle_zeros() -> None:
    assert [Wording(lang, "kk").number(Decimal("1.50")) for lang in LANGUAGES] == ["1,5", "1,5", "1.5"]
    assert Wording("ru", "kk").number(Decimal("30.0")) == "30"
    assert Wording("ru", "kk").number(Decimal("30")) == "30"


def test_a_text_that_lacks_the_language_is_marked_and_its_language_named() -> None:
    text = LocalText((("kk", "Сүзгі <1>"),))
    assert Wording("kk", "kk").local(text) == "Сүзгі &lt;1&gt;"
    assert Wording("en", "kk").local(text) == (
        '<span lang="kk">Сүзгі &lt;1&gt;</span> <small class="q-only">available in Kazakh only</small>'
    )


def test_the_kazakh_interface_of_the_theme_is_complete(files: dict[str, bytes]) -> None:
    ours = set(re.findall(r'^ *"([a-z.]+)":', files["overrides/partials/languages/kk.html"].decode(), re.M))
    for theme in (material, zensical):
        theirs = Path(theme.__file__).parent / "templates" / "partials" / "languages" / "en.html"
        asked = set(re.findall(r'^ *"([a-z.]+)":', theirs.read_text(encoding="utf-8"), re.M))
        assert len(asked) > 50
        assert asked - ours == set()


def test_every_language_has_the_same_pages_and_addresses_do_not_depend_on_it(files: dict[str, bytes]) -> None:
    for lang in LANGUAGES:
        mine = {path.removeprefix(f"docs/{lang}/") for path in files if path.startswith(f"docs/{lang}/")}
        assert {p.replace(".md", ".html") for p in mine if p.endswith(".md")} == set(trial_site.PAGES)


def test_only_the_languages_of_the_university_are_published() -> None:
    trial = trial_site.trial()
    files = trial_site.staged(replace(trial, university=replace(trial.university, languages=("ru", "en"))))
    assert {path.split("/")[1] for path in files if path.startswith("docs/")} == {"ru", "en"}
    assert "mkdocs.kk.yml" not in files
    assert '<html lang="ru"' in files["root/index.html"].decode()


def test_no_mail_address_and_no_account_reaches_the_site(files: dict[str, bytes]) -> None:
    person = trial_site.trial().people["a-serik"]
    assert (person.email, person.account) == ("a.serik@trial.example.kz", "@serik-at-the-forge")
    private = (b"a.serik@", b"a.serik%40", b"serik-at-the-forge")
    assert [path for path, data in files.items() if any(text in data for text in private)] == []


def test_every_override_of_the_package_is_staged() -> None:
    folder = Path(qoima.site.__file__).parent / "templates" / "overrides"
    assert {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} == set(OVERRIDES)
