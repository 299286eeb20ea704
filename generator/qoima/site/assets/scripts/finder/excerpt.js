// The part of a section's text that shows the words found, as pieces `{ text, language, marked }`.
import { clean, parts, runs } from "./words.js";

const BEFORE = 50;
const LENGTH = 170;

// A text cut at the words to mark.
export function marked(tables, text, marks, language = "") {
  const pieces = [];
  let end = 0;
  for (const { run, start, end: stop } of runs(text)) {
    if (!parts(tables, clean(run)).some((word) => marks.has(word))) continue;
    if (start > end) pieces.push({ text: text.slice(end, start), language, marked: false });
    pieces.push({ text: text.slice(start, stop), language, marked: true });
    end = stop;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), language, marked: false });
  return pieces;
}

// The lines of a section as they come from the index: text and language by turns.
export function lines(section) {
  const found = [[]];
  for (let n = 3; n < section.length; n += 2) {
    section[n].split("\n").forEach((text, k) => {
      if (k) found.push([]);
      if (text) found.at(-1).push({ text, language: section[n + 1] ?? "" });
    });
  }
  return found.filter((line) => line.length);
}

export function excerpt(tables, section, marks) {
  const all = lines(section).map((line) => line.flatMap(({ text, language }) => marked(tables, text, marks, language)));
  const counts = all.map((line) => new Set(line.filter((one) => one.marked).map((one) => one.text.toLowerCase())).size);
  const best = counts.indexOf(Math.max(...counts));
  if (best < 0) return [];
  const chosen = [...all[best]];
  for (let n = best + 1; n < all.length && size(chosen) < LENGTH / 2; n += 1) {
    chosen.push({ text: " · ", language: "", marked: false }, ...all[n]);
  }
  return cut(chosen);
}

function size(pieces) {
  return pieces.reduce((sum, { text }) => sum + text.length, 0);
}

function cut(pieces) {
  const first = pieces.findIndex((one) => one.marked);
  const place = first < 0 ? 0 : size(pieces.slice(0, first));
  const whole = pieces.map(({ text }) => text).join("");
  let from = place > BEFORE && whole.length > LENGTH ? place - BEFORE : 0;
  if (from) from = Math.min(from, Math.max(0, whole.length - LENGTH));
  if (from) from = Math.min(whole.indexOf(" ", from) + 1 || from, place);
  let to = Math.min(whole.length, from + LENGTH);
  if (to < whole.length) to = Math.max(whole.lastIndexOf(" ", to), from + 1);
  const kept = [];
  let at = 0;
  for (const piece of pieces) {
    const text = piece.text.slice(Math.max(0, from - at), Math.max(0, to - at));
    if (text) kept.push({ ...piece, text });
    at += piece.text.length;
  }
  if (from) kept.unshift({ text: "… ", language: "", marked: false });
  if (to < whole.length) kept.push({ text: " …", language: "", marked: false });
  return kept;
}
