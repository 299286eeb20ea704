// Words as the search compares them. The same as qoima/site/search/words.py, line by line; a test compares the two.

const LONGEST = 40;
const UNSEEN = /[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]/gu;
const MARKS = /(?<!и)\u0306|[\u0300-\u0305\u0307-\u036f]/gu;
const RUN = /[0-9]+(?:[.,][0-9]+)+|[\p{L}\p{N}]+(?:['’ʼ][\p{L}\p{N}]+)*(?:\+\+|[+#](?![\p{L}\p{N}]))?|№/gu;
const PART = /[0-9]+|(?:(?![0-9])[\p{L}\p{N}])+(?:\+\+|[+#])?/gu;
const OWNER = /['’ʼ]s$/u;
const APOSTROPHE = /['’ʼ]/gu;
const LATIN = /[A-Za-z\u00c0-\u024f]/u;
const CYRILLIC = /[\u0400-\u052f]/u;
const KAZAKH = /[әғқңөұүһі]/iu;
const SCRIPTS = /[A-Za-z\u00c0-\u024f]+|[\u0400-\u052f]+|[^A-Za-z\u00c0-\u024f\u0400-\u052f]+/gu;
const ALPHA = /^\p{L}+$/u;

export function isWord(text) {
  return ALPHA.test(text);
}

export function fold(tables, word) {
  const plain = word.toLowerCase().normalize("NFD").replace(MARKS, "").normalize("NFC");
  return [...plain].map((letter) => tables.fold[letter] ?? letter).slice(0, LONGEST).join("");
}

export function clean(text) {
  return text.normalize("NFKC").replace(UNSEEN, "");
}

export function runs(text) {
  return [...text.matchAll(RUN)].map((match) => ({ run: match[0], start: match.index, end: match.index + match[0].length }));
}

function oneScript(run) {
  return !(LATIN.test(run) && CYRILLIC.test(run));
}

function inverted(tables) {
  return { ...Object.fromEntries(Object.entries(tables.alike).map(([there, here]) => [here, there])), ...tables.back };
}

export function inOneScript(tables, run) {
  if (!CYRILLIC.test(run)) return [run];
  if (!LATIN.test(run) && ALPHA.test(run)) return [run];
  const latins = inverted(tables);
  const letters = [...run];
  const cyrillic = letters.some((c) => CYRILLIC.test(c) && !(c in latins));
  const latin = letters.some((c) => LATIN.test(c) && !(c in tables.alike));
  if (cyrillic && latin) return run.match(SCRIPTS);
  const change = latin || (!cyrillic && !ALPHA.test(run)) ? latins : tables.alike;
  return [letters.map((c) => change[c] ?? c).join("")];
}

export function parts(tables, run) {
  const found = [];
  const bare = run.replace(OWNER, "").replace(APOSTROPHE, "");
  for (const one of inOneScript(tables, bare)) {
    const whole = fold(tables, one).replaceAll(",", ".");
    if (!whole) continue;
    found.push(whole);
    if (!ALPHA.test(whole)) {
      const pieces = fold(tables, oneScript(bare) ? bare : one).match(PART) ?? [];
      found.push(...pieces.filter((piece) => piece !== whole));
    }
  }
  return found;
}

// The languages whose endings a word may have, the likeliest first.
export function languagesOf(run, page) {
  if (!CYRILLIC.test(run)) return ["en"];
  if (KAZAKH.test(run)) return ["kk"];
  return page === "kk" ? ["kk", "ru"] : ["ru", "kk"];
}

// What was typed, cut at blanks: each part with its words, as `{ word, others, languages, weak }`. `others` are other
// spellings, `weak` words need not be found: they say little (a, the), or are the ending of the word before (SQL-ді).
export function asked(tables, text, page) {
  return clean(text).split(/\s+/u).filter(Boolean).map((chunk) => ({ chunk, words: chunkWords(tables, chunk, page) }));
}

function chunkWords(tables, chunk, page) {
  const found = [];
  let before = -1;
  for (const { run, start, end } of runs(chunk)) {
    for (const one of inOneScript(tables, run.replace(OWNER, "").replace(APOSTROPHE, ""))) {
      const word = fold(tables, one).replaceAll(",", ".");
      if (!word) continue;
      const hangs = before >= 0 && (chunk.slice(before, start) === "-" || before === start) && isEnding(tables, word);
      const little = Object.values(tables.languages).some((held) => held.stop.includes(word));
      const said = run !== "No" || chunk !== "No";
      const languages = languagesOf(one, page);
      found.push({ word, others: otherScript(tables, one), languages, weak: hangs || little || (run === "No" && said && before < 0) });
      before = end;
    }
    before = end;
  }
  return found;
}

function isEnding(tables, word) {
  const { kk, ru } = tables.languages;
  return [kk.steps.noun, ru.steps.ending].some((step) => step.endings.some(([ending]) => ending === word));
}

// A short word of nothing but look-alikes may have been typed in the other script: PK for РК.
function otherScript(tables, run) {
  if (run.length > 5) return [];
  const change = LATIN.test(run) ? tables.alike : inverted(tables);
  const letters = [...run];
  return letters.every((c) => c in change) ? [fold(tables, letters.map((c) => change[c]).join(""))] : [];
}

// The same keys on the other keyboard: ghbdtn, привет.
export function otherKeyboard(tables, text) {
  const [latin, cyrillic] = tables.keys;
  const [from, to] = /[a-z]/iu.test(text) ? [latin, cyrillic] : [cyrillic, latin];
  return [...text.toLowerCase()].map((c) => (from.includes(c) ? to[from.indexOf(c)] : c)).join("");
}
