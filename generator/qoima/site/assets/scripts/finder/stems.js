// Stems of folded words. The same as qoima/site/search/words.py; a test compares the two over thousands of words.
import { isWord } from "./words.js";

export function stems(tables, word, language) {
  const held = tables.languages[language];
  if (word.length < 3 || !isWord(word)) return [word];
  const whole = Object.hasOwn(held.irregular, word) ? held.irregular[word] : word;
  const found = [];
  for (const way of held.ways) {
    const cut = byWay(held, whole, way);
    if (found.length && cut === whole && held.vowels.includes(whole.at(-1))) continue;
    const stem = finished(held, cut);
    for (const one of [stem, withoutFleeting(held, stem, whole.length - cut.length)]) {
      if (one && !found.includes(one)) found.push(one);
    }
  }
  return found;
}

function byWay(held, word, way) {
  for (const name of way) {
    const { repeat, endings } = held.steps[name];
    let shorter = stripped(held, word, endings);
    while (repeat && shorter !== word) {
      word = shorter;
      shorter = stripped(held, word, endings);
    }
    word = shorter;
  }
  return word;
}

function stripped(held, word, endings) {
  for (const [ending, instead, left, most, after] of endings) {
    const rest = word.length - ending.length;
    if (rest < left || rest > most || !word.endsWith(ending)) continue;
    if (after && !after.includes(word[rest - 1])) continue;
    const kept = word.slice(0, rest);
    if ([...kept].some((letter) => held.vowels.includes(letter))) return kept + instead;
  }
  return word;
}

function finished(held, stem) {
  for (const letter of held.drop) stem = stem.replaceAll(letter, "");
  if (stem.length > 2 && stem.at(-1) === stem.at(-2) && held.double.includes(stem.at(-1))) stem = stem.slice(0, -1);
  for (const [there, here] of held.finish) {
    if (stem.length - there.length >= 2 && stem.endsWith(there)) return stem.slice(0, -there.length) + here;
  }
  return stem;
}

function withoutFleeting(held, stem, lost) {
  const [vowels, last, cut, most] = held.fleeting;
  if (lost > cut || stem.length < 4 || stem.length > most) return "";
  if (!last.includes(stem.at(-1)) || !vowels.includes(stem.at(-2)) || held.vowels.includes(stem.at(-3))) return "";
  return stem.slice(0, -2) + stem.at(-1);
}
