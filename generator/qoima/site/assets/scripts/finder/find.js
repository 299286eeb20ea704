// From what was typed to the pages that have it, the best first. `load` gives the files of the index by name.
import { asked, isWord, otherKeyboard } from "./words.js";
import { stems } from "./stems.js";
import { line, places, shardOf } from "./store.js";
import { near } from "./near.js";
import { together } from "./phrase.js";
import { ranked } from "./rank.js";

const EXACT = 1;
const SAME = 0.9;
const LIKELY = 0.7;
const OTHER_LANGUAGE = 0.6;
const BEGINS = 0.4;
const RELATED = 0.3;
const MISTYPED = 0.5;
const DOUBTFUL = 0.2;
const PREFIX_LETTERS = 3;
const FEW = 2;
const NUMBERED = /^(\p{L}{2,})\d+$/u;

// `{ pages: [{ page, section, score }], all, words, changed, marks }`: `all` is false where no page has all the words,
// `changed` are the words that were taken for others, `marks` the folded words to mark.
export async function find(index, load, text) {
  const chunks = asked(index.tables, text, index.language);
  const found = [];
  const changed = [];
  const joined = await lookUpJoined(index, load, chunks.flatMap((one) => one.words));
  for (const { chunk, words } of chunks) {
    const here = await Promise.all(words.map((word) => lookUp(index, load, word)));
    here.forEach((hit, n) => joined.get(words[n])?.forEach((line, word) => hit.lines.has(word) || hit.lines.set(word, line)));
    if (here.length && !here.some((hit, n) => hit.lines.size || words[n].weak)) {
      const other = asked(index.tables, otherKeyboard(index.tables, chunk), index.language).flatMap((one) => one.words);
      const there = await Promise.all(other.map((word) => lookUp(index, load, word)));
      if (lettersOf(other) === lettersOf(words) && there.every((hit) => hit.lines.size)) {
        changed.push(otherKeyboard(index.tables, chunk));
        found.push(...there);
        continue;
      }
    }
    for (const hit of here) found.push(hit.asked.weak ? hit : await lookFurther(index, load, hit, changed));
  }
  const wanted = found.some((hit) => !hit.asked.weak) ? found.filter((hit) => !hit.asked.weak) : found;
  const result = ranked(index, wanted);
  return {
    ...result,
    pages: await together(index, load, wanted, result.pages),
    changed,
    marks: new Set(wanted.flatMap((hit) => [...hit.lines.keys()])),
  };
}

// A key that has a letter on one keyboard only changes their number: then the other keyboard was not meant (хж is no [;).
function lettersOf(words) {
  return words.reduce((sum, { word }) => sum + word.length, 0);
}

// Two words that the pages may write as one (data base): the lines of that one, for both.
async function lookUpJoined(index, load, words) {
  const found = new Map();
  for (let n = 1; n < words.length; n += 1) {
    const [one, other] = [words[n - 1], words[n]];
    if (one.weak || other.weak || !isWord(one.word + other.word) || one.languages[0] !== other.languages[0]) continue;
    const hit = await lookUp(index, load, { ...one, word: one.word + other.word, others: [] });
    const lines = new Map([...hit.lines].filter(([, { fit }]) => fit >= SAME));
    if (lines.size) for (const word of [one, other]) found.set(word, new Map([...(found.get(word) ?? []), ...lines]));
  }
  return found;
}

async function linesOf(index, load, letters) {
  const number = shardOf(index.shards, letters);
  if (number < 0) return [];
  const held = await load(`words-${number}`);
  if (typeof held[0] === "string") held.forEach((text, n) => (held[n] = line(text)));
  return held;
}

// The lines of the index that a word is found by, with how well they fit.
async function lookUp(index, load, asked) {
  const lines = new Map();
  const spellings = [asked.word, ...asked.others];
  const own = asked.languages.map((language) => stems(index.tables, asked.word, language));
  const letters = new Set([...spellings, ...own.flat()].map((one) => one.slice(0, PREFIX_LETTERS)));
  const shards = new Set([...letters].map((one) => shardOf(index.shards, one)));
  for (const one of letters) {
    if (!shards.delete(shardOf(index.shards, one))) continue;
    for (const held of await linesOf(index, load, one)) {
      const fit = fits(held, spellings, own);
      if (fit) lines.set(held.word, { fit, places: () => places(held.where) });
    }
  }
  return { asked, own, lines };
}

function fits(held, spellings, own) {
  if (spellings.includes(held.word)) return EXACT;
  const [first, second] = own;
  if (held.stems[0] === first[0]) return SAME;
  if (first.some((stem) => held.stems.includes(stem))) return LIKELY;
  if (second?.some((stem) => held.stems.includes(stem))) return OTHER_LANGUAGE;
  const [word] = spellings;
  if (word.length >= PREFIX_LETTERS && held.word.startsWith(word)) {
    return BEGINS + (0.3 * word.length) / held.word.length;
  }
  return 0;
}

// Few pages have the word: those one slip away from it too. None has: words made of the same stem, then those one slip
// away, then those that begin alike.
async function lookFurther(index, load, hit, changed) {
  const { word } = hit.asked;
  if (NUMBERED.test(word)) return withoutNumber(index, load, hit);
  const known = [...hit.lines.values()];
  if (known.some(({ fit }) => fit === EXACT) || spread(index, known) > FEW) return hit;
  const around = await linesOf(index, load, word);
  const take = (held, fit) => hit.lines.has(held.word) || hit.lines.set(held.word, { fit, places: () => places(held.where) });
  const long = hit.own[0].filter((stem) => stem.length >= Math.max(4, word.length * 0.6));
  if (!known.length) around.filter((held) => long.some((stem) => held.word.startsWith(stem))).forEach((held) => take(held, RELATED));
  if (!known.length && hit.lines.size) return hit;
  for (const stem of await near(index, load, word, known.length ? [word, hit.own[0][0]] : [word, ...hit.own.flat()])) {
    for (const held of await linesOf(index, load, stem)) if (held.stems.includes(stem)) take(held, known.length ? DOUBTFUL : MISTYPED);
  }
  if (known.length) return hit;
  if (hit.lines.size) {
    changed.push([...hit.lines.keys()].reduce((best, one) => (alike(one, word) > alike(best, word) ? one : best)));
    return hit;
  }
  const least = Math.max(5, Math.ceil(word.length * 0.6));
  around.filter((held) => common(held.word, word) >= least).forEach((held) => take(held, RELATED));
  return hit;
}

// What is numbered (РК1) may be told of without its number, or with a blank before it.
async function withoutNumber(index, load, hit) {
  if (spread(index, [...hit.lines.values()]) > FEW) return hit;
  const [, word] = NUMBERED.exec(hit.asked.word);
  const [{ words }] = asked(index.tables, word, index.language);
  const { lines } = await lookUp(index, load, words[0]);
  lines.forEach((line, one) => line.fit >= SAME && !hit.lines.has(one) && hit.lines.set(one, { ...line, fit: DOUBTFUL }));
  return hit;
}

function spread(index, lines) {
  return new Set(lines.flatMap((one) => one.places().map(([section]) => index.pageOf[section]))).size;
}

function common(one, other) {
  let n = 0;
  while (n < one.length && one[n] === other[n]) n += 1;
  return n;
}

function alike(one, other) {
  return common(one, other) + common([...one].reverse(), [...other].reverse()) - Math.abs(one.length - other.length);
}
