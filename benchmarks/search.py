"""The search at 3,000 pages a language: `python -m benchmarks.search [pages]`.

Prints how long the index takes and how large it is, and for some queries what a browser loads and how long a reader
waits for the first result, with a four times slower processor and 4 Mbit/s.
"""

import functools
import gzip
import http.server
import random
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from qoima.site.scripts import bundles
from qoima.site.search.index import search_files

PAGES = 3000
WORDS = 25_000
ONSETS = "бвгғджзкқлмнпрстш"
VOWELS = "аәеоөұүыі"
ENDINGS = ("", "", "лар", "дың", "ға", "да", "дан", "ы", "сы", "тер", "терді", "терінің")
HEADINGS = (
    ("about", "Мақсаты мен мазмұны"),
    ("outcomes", "Оқу нәтижелері"),
    ("syllabus", "Апталар бойынша мазмұны"),
    ("controls", "Бақылау жоспары"),
    ("tasks", "Ағымдағы бақылау тапсырмалары"),
    ("literature", "Негізгі әдебиет"),
    ("teachers", "Оқытушылар"),
    ("grading", "Бағалау"),
)
OFTEN = "Порталдағы тест, 30 сұрақ, 50 минут, бір әрекет. Емтихан онлайн-прокторингпен өтеді. Оқытушыға хабарлама."
SHELL = (
    '<!doctype html><html lang="kk"><head><meta charset="utf-8"><title>Q</title></head>'
    '<body><a class="q-search-open" href="catalogue.html">?</a><script src="assets/search.js"></script></body></html>'
)


def vocabulary(chance: random.Random) -> list[str]:
    """Made-up words, the commonest first."""
    found: dict[str, None] = {}
    while len(found) < WORDS:
        word = "".join(chance.choice(ONSETS) + chance.choice(VOWELS) for _ in range(chance.choice((1, 2, 2, 3, 3))))
        found[word + chance.choice(ONSETS)] = None
    return list(found)


def pages(count: int) -> dict[str, str]:
    """Course pages of some 700 words, by the law of Zipf, in the frame that all of them have."""
    chance = random.Random(5)
    words = vocabulary(chance)
    shares = [1 / (rank + 3) for rank in range(WORDS)]

    def text(length: int) -> str:
        drawn = chance.choices(words, shares, k=length)
        return " ".join(word + chance.choice(ENDINGS) for word in drawn)

    def page(number: int) -> str:
        title = " ".join(chance.choices(words[200:], k=3)) + f" {number}"
        sections = "".join(f'<h2 id="{id}">{name}</h2><p>{OFTEN}</p><p>{text(80)}</p>' for id, name in HEADINGS)
        body = f"<h1>{title}</h1><dl><div><dt>Коды</dt><dd>CS{number:04}</dd></div></dl>{sections}"
        return f'<!doctype html><html lang="kk"><body><article>{body}</article></body></html>'

    return {f"courses/c{number:04}.html": page(number) for number in range(count)}


def measure(browser: Browser, address: str, query: str) -> tuple[float, int, int]:
    """Milliseconds from the last letter to the first result, bytes and files loaded, the opening not counted."""
    page = browser.new_page()
    session = page.context.new_cdp_session(page)
    page.goto(address)
    page.keyboard.press("/")
    page.locator("dialog[open]").wait_for()
    session.send("Network.enable")
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    network = {"offline": False, "latency": 50, "downloadThroughput": 500_000, "uploadThroughput": 125_000}
    session.send("Network.emulateNetworkConditions", network)
    loaded: list[int] = []
    session.on("Network.loadingFinished", lambda event: loaded.append(int(event["encodedDataLength"])))
    waited = _typed(page, query)
    page.close()
    return waited, sum(loaded), len(loaded)


def _typed(page: Page, query: str) -> float:
    return float(
        page.evaluate(
            """async (query) => {
              const field = document.querySelector(".q-search-field");
              const begun = performance.now();
              field.value = query;
              field.dispatchEvent(new Event("input"));
              while (!document.querySelector(".q-search-list a")) await new Promise(requestAnimationFrame);
              return performance.now() - begun;
            }""",
            query,
        )
    )


def main() -> None:
    """Print the tables."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else PAGES
    made = pages(count)
    begun = time.process_time()
    files = search_files(made.items())
    seconds = time.process_time() - begun
    print(f"{count} pages, {sum(map(len, made.values())) / 1e6:.1f} M characters: {seconds:.1f} s")
    for kind in ("start", "words-", "stems-", "page-"):
        sizes = [(len(data), len(gzip.compress(data))) for path, data in files.items() if f"/{kind}" in path]
        raw, packed = (sorted(size[n] for size in sizes) for n in (0, 1))
        print(f"{kind:7} {len(sizes):5} files {sum(raw) / 1e6:6.2f} MB, {sum(packed) / 1e6:5.2f} MB gzip;", end=" ")
        print(f"one: {packed[len(packed) // 2] / 1e3:.1f} KB gzip in the middle, {packed[-1] / 1e3:.1f} at most")
    folder = Path(tempfile.mkdtemp())
    scripts = {f"assets/{name}": data for name, data in bundles().items() if name in ("search.js", "finder.js")}
    for path, data in {**files, **scripts, "index.html": SHELL.encode()}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    _ask(folder, made)
    shutil.rmtree(folder)


def _ask(folder: Path, made: dict[str, str]) -> None:
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as play:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        title = made["courses/c0007.html"].partition("<h1>")[2].partition("<")[0].split()
        queries = [
            title[0],
            " ".join(title[:3]),
            "CS0042",
            "емтихан",
            "оқытушыларға хабарлама",
            title[1][:3],
            title[2] + "ққ",
        ]
        for query in queries:
            waited, size, several = measure(browser, f"http://127.0.0.1:{server.server_port}/index.html", query)
            print(f"{query:32} {waited:6.0f} ms {size / 1e3:7.1f} KB without gzip in {several} files")
        browser.close()
        server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None: ...


if __name__ == "__main__":
    main()
