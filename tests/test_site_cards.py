"""Pictures for social networks: one for each thing and language, small, legible, the same bytes for the same words."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

import trial_site
from qoima.cli.card_cache import remembered
from qoima.core.words import LANGUAGES
from qoima.site import cards
from qoima.site.cards import HEIGHT, MARGIN, PALETTES, SHADES, WIDTH, Card, draw, key

CARD = Card("course", "Пән · CS2104", "Дерекқорлар", "Сынақ университеті")
LONG = "Проектирование, разработка и сопровождение распределённых информационно-телекоммуникационных систем " * 3
TITLES = [
    "Дерекқорлар",
    "C & C++ <шаблондар>_және_*нұсқағыштар*",
    LONG,
    "Ж" * 300,
    "  ",
    "漢字 🙂",
    "e\u0301\u202e\x00x",
]
TITLE = range(1 + SHADES, 1 + 2 * SHADES)


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_each_thing_has_a_card_in_each_language() -> None:
    trial = trial_site.trial()
    files = {path for path in trial_site.staged() if path.startswith("root/cards/")}
    things = [f"programmes/{one.id}" for one in trial.programmes] + [f"courses/{one.id}" for one in trial.courses]
    things += [f"moocs/{one.id}" for one in trial.moocs] + ["site"]
    assert files == {f"root/cards/{lang}/{thing}.png" for lang in LANGUAGES for thing in things}


@pytest.mark.parametrize("title", TITLES)
def test_a_card_has_the_size_that_networks_ask_for_and_little_weight(title: str) -> None:
    data = draw(replace(CARD, title=title, university=LONG))
    picture = opened(data)
    assert (picture.size, picture.mode, picture.format) == ((WIDTH, HEIGHT), "P", "PNG")
    assert len(data) <= 25_000


@pytest.mark.parametrize("title", TITLES)
def test_nothing_is_written_into_the_margins(title: str) -> None:
    picture = opened(draw(Card("site", LONG, title, LONG)))
    sides = ((0, 0, MARGIN - 4, HEIGHT), (WIDTH - MARGIN + 6, 0, WIDTH, HEIGHT), (0, 0, WIDTH, MARGIN - 4))
    foot = (0, HEIGHT - 16, WIDTH, HEIGHT)
    for box in (*sides, foot):
        assert max(picture.crop(box).tobytes()) <= SHADES, box


def test_a_long_name_is_written_in_several_lines() -> None:
    picture = opened(draw(replace(CARD, title="Ықтималдықтар теориясы және математикалық статистика негіздері")))
    lit = [any(shade in TITLE for shade in picture.crop((0, y, WIDTH, y + 1)).tobytes()) for y in range(HEIGHT)]
    lines = sum(now and not before for before, now in zip([False, *lit], lit, strict=False))
    assert 2 <= lines <= 4


@pytest.mark.parametrize("letter", "әғқңөұүһіӘҒҚҢӨҰҮҺІёЁщЫ№«»—–…&<>+#")
@pytest.mark.parametrize("weight", [400, 600])
def test_every_letter_is_in_the_fonts(letter: str, weight: cards.Weight) -> None:
    font = cards._font(cards._file(letter, weight), 40)
    assert bytes(font.getmask(letter)) != bytes(font.getmask("\U0010fffd"))


def test_letters_that_no_font_has_are_left_out() -> None:
    assert draw(replace(CARD, title="Дерекқорлар 漢字")) == draw(CARD)


def test_the_same_words_give_the_same_bytes() -> None:
    assert draw(CARD) == draw(replace(CARD))


@pytest.mark.parametrize("field", ["tone", "kind", "title", "university"])
def test_another_word_is_another_card(field: str) -> None:
    other = replace(CARD, **{field: "mooc"})
    assert key(other) != key(CARD)
    assert draw(other) != draw(CARD)


def light(colour: cards.Colour) -> float:
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("tone", PALETTES)
def test_letters_can_be_told_from_ground_and_ornament(tone: cards.Tone) -> None:
    ground, ornament, small = PALETTES[tone]
    for behind in (ground, ornament):
        for letters in ((255, 255, 255), small):
            assert (light(letters) + 0.05) / (light(behind) + 0.05) >= 4.5


def test_the_cache_draws_once_mends_and_forgets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []

    def counted(card: Card) -> bytes:
        drawn.append(card.title)
        return draw(card)

    monkeypatch.setattr("qoima.cli.card_cache.draw", counted)
    other = replace(CARD, title="Other")
    with remembered(tmp_path) as take:
        first = take(CARD)
        take(other)
    with remembered(tmp_path) as take:
        assert take(CARD) == first
    assert drawn == ["Дерекқорлар", "Other"]
    assert [file.name for file in tmp_path.iterdir()] == [f"{key(CARD)}.png"]
    (tmp_path / f"{key(CARD)}.png").write_bytes(first[:2000])
    with remembered(tmp_path) as take:
        assert take(CARD) == first
