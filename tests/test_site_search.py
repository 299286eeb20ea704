"""The search before the browser: what is read from a page, words and their stems, and the files of the index."""

import json
import re

import pytest

import trial_site
from qoima.core.words import Lang
from qoima.site.search.index import number_string, search_files
from qoima.site.search.sections import read
from qoima.site.search.words import fold, stems, words

SAME: dict[Lang, str] = {
    "kk": """
        кітап кітабы кітаптар кітаптың кітапта кітаптан кітаппен кітабым кітаптарымыздың кітапқа
        тарақ тарағы тарақтар тарағында тарақтың тараққа тарақтан тарақпен тараққа тарағын
        пән пәні пәндер пәнге пәннің пәнді пәннен пәнмен пәндерінің пәндеріне пәндерімен пәндерінде
        емтихан емтиханы емтиханда емтиханға емтиханның емтиханнан емтихандар емтихандарға емтиханмен
        сұрақ сұрағы сұрақтар сұрақтарды сұраққа сұрағының сұрақтарға сұрақтардан
        жүйе жүйесі жүйелер жүйеге жүйенің жүйені жүйеде жүйелерінде жүйесіндегі жүйелерді
        бағдарлама бағдарламасы бағдарламаның бағдарламалар бағдарламаға бағдарламада бағдарламасында
        өзен өзендер өзенге өзендердің өзені өзендегі өзенмен
        ұстаз ұстаздар ұстазы ұстаздарымыз ұстаздарға ұстазбен
        бақылау бақылауы бақылаулар бақылауды бақылауға бақылаудың бақылаудан
        университет университеті университеттер университетте университеттің университетке
        мектеп мектебі мектептер мектептегі мектебінің мектепке
        дәріс дәрістер дәрістің дәрісте дәрістерде дәрісті дәріспен
        студент студенттер студентке студенттің студенттерге студенті
        қауіпсіздік қауіпсіздігі қауіпсіздіктің қауіпсіздікке қауіпсіздігін
        нәтиже нәтижесі нәтижелер нәтижелері нәтижелерін нәтижеге
        кредит кредиті кредиттер кредиттің кредитке
        халық халқы халықтың халқына халықта
        теория теориясы теорияның теорияда теориялар
        дерекқор дерекқорлар дерекқорды дерекқорларда дерекқорының дерекқорымен
        есеп есебі есептер есептің есепке есебін
        топ тобы топтар топқа тобының
        тіл тілі тілдер тілде тілінде тілдің
        оқыту оқытуды оқытудың оқытуға оқытылатын
        талдау талдаудың талдайды талдаған
        апта аптасы апталар аптада аптаның аптадағы
    """,
    "ru": """
        хеш хэш хеша хэшем хешу хэши
        тема темы теме тему темой тем темам темами темах
        база базы базе базу базой баз базам базами базах
        система системы системе систему системой систем системам системами
        решение решения решению решением решении решений решениям решениями решениях
        лекция лекции лекцию лекцией лекций лекциям лекциями
        вероятность вероятности вероятностью вероятностей вероятностям вероятностях
        специальность специальности специальностью специальностей
        преподаватель преподавателя преподавателю преподавателем преподаватели преподавателей преподавателями
        список списка списку списком списке списки списков спискам
        оценка оценки оценке оценку оценкой оценок оценкам оценками
        уровень уровня уровню уровнем уровни уровней уровням
        день дня дню днём днем дни дней дням
        время времени временем времена времён
        статья статьи статью статьёй статей статьям статьями статьях
        письмо письма письму письмом писем письмам
        число числа числу числом чисел числам
        окно окна окну окон окнам
        критерий критерия критериев критерии критериям критериями
        музей музея музею музеем музеи музеев
        учебный учебного учебному учебным учебном учебная учебной учебную учебное учебные учебных учебными
        общий общего общему общим общая общую общее общие общих
        обучающийся обучающегося обучающемуся обучающимся обучающиеся обучающихся
        изучать изучает изучают изучал изучали изучая
        использовать использует используют использовал
        зачёт зачета зачёту зачетом зачёты зачётов
        Ковалёва Ковалевой Ковалёву
        Омаров Омарова Омарову Омаровым Омаровой
        условие условия условию условий условиям
        экзамен экзамена экзамену экзаменом экзамене экзамены экзаменов экзаменам
        ошибка ошибки ошибку ошибок ошибкам
        рынок рынка рынки рынков
        неделя недели неделю неделей недель неделям
    """,
    "en": """
        classify classification classifies classified classifications
        database databases
        study studies studied studying
        analysis analyses analyse analyze analysed analyzing
        optimise optimize optimised optimizing optimisation optimization optimizations
        normalise normalizing normalisation normalization normalised
        programme programmes program programs programming programmed
        class classes
        course courses
        matrix matrices
        hypothesis hypotheses
        colour color colours colors coloured
        behaviour behavior behaviours
        centre centers centres
        evaluate evaluates evaluated evaluating evaluation evaluations
        model models modelling modeling modelled modeled
        vary varies varied varying
        advance advanced advances advancing
        statistic statistics statistical
        mathematics mathematical
        security securities
        query queries querying queried
        child children
        regress regression regressions
        create creates created creating creation
        learn learns learned learning learnt
        write writes writing written wrote
        teach teaches teaching taught
        index indexes indices indexing indexed
        quiz quizzes
        license licence licences
    """,
}
APART: dict[Lang, str] = {
    "kk": "кітап/кітапхана пән/пана маман/мамыр бақылау/бақыт сан/сана тіл/тілек оқу/оқиға дерек/дерекқор",
    "ru": "новость/новый вероятность/вероятный готовность/готовый решение/решать управление/управа общество/общий "
    "специальность/специалист курс/курсовой экзамен/экземпляр лекция/лектор",
    "en": "university/universe organ/organisation inform/information string/strong operate/opera "
    "business/busy general/generate",
}
TEXTS = {
    "«Болашақтану»": ["болашактану"],
    "(термодинамика)": ["термодинамика"],
    "нейрон/синапс": ["нейрон", "синапс"],
    "онлайн-курс": ["онлайн", "курс", "онлайнкурс"],
    "CS2104": ["cs2104", "cs", "2104"],
    "C++, C# и C": ["c++", "c#", "и", "c"],
    "6В06103": ["6b06103", "6", "в", "06103"],
    "РК 1": ["рк", "1", "pk1"],
    "РК1/АБ1": ["pk1", "рк", "1", "аб1", "аб", "1"],
    "SQL-ді": ["sql", "ди"],
    "ДҚБЖ": ["дкбж"],
    "бiлiм": ["билим"],
    "3,14": ["3.14", "3", "14"],
    "№ 5": ["no", "5", "no5"],
    "student's": ["student"],
    "за\u0301мок": ["замок"],
    "кни\u00adга": ["книга"],
    "ёлка": ["елка"],
}


def group_of(lang: Lang, line: str) -> list[set[str]]:
    return [set(stems(fold(word), lang)) for word in line.split()]


@pytest.mark.parametrize(
    ("lang", "line"), [(lang, line.strip()) for lang in SAME for line in SAME[lang].strip().splitlines()]
)
def test_the_forms_of_a_word_share_a_stem(lang: Lang, line: str) -> None:
    forms = line.split()
    first, *others = group_of(lang, line)
    assert [form for form, other in zip(forms[1:], others, strict=True) if not first & other] == []


@pytest.mark.parametrize(("lang", "pair"), [(lang, pair) for lang in APART for pair in APART[lang].split()])
def test_other_words_stay_apart(lang: Lang, pair: str) -> None:
    one, other = group_of(lang, pair.replace("/", " "))
    assert not one & other


@pytest.mark.parametrize(("text", "found"), TEXTS.items())
def test_words_of_a_text(text: str, found: list[str]) -> None:
    assert sorted(words(text)) == sorted(found)


def test_letters_that_a_russian_keyboard_lacks_are_one_with_its_own() -> None:
    assert fold("ӘҒҚҢӨҰҮҺІЁ") == "агкноууxие".replace("x", "х")


PAGE = """<!doctype html><html lang="kk"><head></head><body><nav>Мәзір</nav><article class="md-content__inner">
<nav class="q-path"><a href="x">Жол</a></nav><h1 id="_1">Сигналдар &amp; <span lang="ru">сигналы</span></h1>
<dl><div><dt>Коды</dt><dd>PH2201</dd></div></dl><script>var a = "жасырын";</script><p hidden>көрінбейді</p>
<h2 id="about">Мазмұны<a class="headerlink" href="#about">¶</a></h2>
<p>Бір<b>ге</b> <span lang="ru">по-русски</span>.</p>
<table><tr><td>а</td><td>б</td></tr></table><form><p>сұрақ</p></form></article></body></html>"""


def test_sections_of_a_page() -> None:
    page = read("courses/signals.html", PAGE)
    assert page is not None
    assert (page.language, page.title) == ("kk", "Сигналдар & сигналы")
    assert [(s.anchor, s.heading) for s in page.sections] == [("", "Сигналдар & сигналы"), ("about", "Мазмұны")]
    assert page.sections[0].runs == [("", "Коды: PH2201")]
    assert page.sections[1].runs == [("", "Бірге"), ("ru", " по-русски"), ("", ".\nа · б")]


def test_a_page_can_be_found_by_its_title_alone() -> None:
    page = read("practice/x/kk.html", PAGE.replace("</head>", '<meta name="qoima-search" content="title"></head>'))
    assert page is not None
    assert [(s.heading, s.runs) for s in page.sections] == [("Сигналдар & сигналы", [])]


def values(files: dict[str, bytes]) -> dict[str, object]:
    calls = (re.fullmatch(r'qoimaSearch\("([\w-]+)",(.*)\);\n', data.decode(), re.S) for data in files.values())
    return {call[1]: json.loads(call[2]) for call in calls if call}


def test_the_same_pages_give_the_same_files_in_any_order() -> None:
    pages = [(f"courses/{n}.html", PAGE.replace("PH2201", f"PH{n}")) for n in range(30)]
    files = search_files(pages)
    assert files == search_files(reversed(pages))
    held = values(files)
    assert len(held) == len(files)
    assert {f"search/page-{n}.js" for n in range(30)} < set(files)
    assert all(not re.search(rb"<", data) for data in files.values())


def test_the_index_holds_nothing_but_what_stands_on_the_pages() -> None:
    hidden = PAGE.replace("көрінбейді", "құпиясөз")
    files = search_files([("courses/signals.html", hidden), ("404.html", PAGE.replace("Мазмұны", "жоқбет"))])
    everything = b"".join(files.values()).decode()
    for word in ("құпиясөз", "кұпия", "жасырын", "жоқбет", "Мәзір", "сұрақ</p>"):
        assert word not in everything


def test_questions_of_practice_sets_are_not_in_the_index(tmp_path_factory: pytest.TempPathFactory) -> None:
    root = tmp_path_factory.mktemp("search")
    assert trial_site.build(root, trial_site.staged()) is None
    for lang in trial_site.LANGUAGES:
        files = {file.name: file.read_bytes() for file in (root / "site" / lang / "search").iterdir()}
        pages = [value for name, value in values(files).items() if name.startswith("page-")]
        practice = [value for value in pages if isinstance(value, list) and value[0].startswith("practice/")]
        assert practice
        assert all(len(sections) == 1 and len(sections[0]) == 3 for _, sections in practice)
        assert "Төмен жиілікті сүзгі нені" not in b"".join(files.values()).decode()


def test_a_word_of_nearly_all_pages_is_found_on_some_of_them() -> None:
    pages = [(f"courses/{n}.html", PAGE) for n in range(250)]
    start = values(search_files(pages))["start"]
    assert isinstance(start, dict)
    assert "бирге" in start["common"].split()
    assert "сигналдар" not in start["common"].split() or len(start["sections"]) == 250


def test_numbers_as_signs() -> None:
    assert number_string([0, 31, 32, 1000]) == "AfgBof"
