// Words that were asked for together are best where they stand together. The index knows no order of words; the texts of
// the first pages, which will be shown anyway, do.
import { clean, parts, runs } from "./words.js";

const PAGES = 10;
const SECTIONS = 6;
const BONUS = 8;

// The pages in their new order; a page's link leads to the section where the words stand together.
export async function together(index, load, hits, pages) {
  if (hits.length < 2 || !pages.length) return pages;
  const top = pages.slice(0, PAGES);
  const texts = await Promise.all(top.map(({ page }) => load(`page-${page}`)));
  top.forEach((one, n) => {
    const [, sections] = texts[n];
    let best = 0;
    for (const number of one.several.slice(0, SECTIONS)) {
      const [, heading, , ...text] = sections[number];
      const here = Math.max(1.5 * chain(index.tables, hits, heading), ...text.filter((_, k) => k % 2 === 0).map((part) => chain(index.tables, hits, part)));
      if (here > best || (here === best && number === one.section)) [best, one.together] = [here, number];
    }
    if (best > 0 && !(one.section === 0 && one.several.includes(0))) one.section = one.together;
    one.score += (BONUS * best * one.count) / hits.length;
  });
  top.sort((a, b) => b.score - a.score || a.page - b.page);
  return [...top, ...pages.slice(PAGES)];
}

// How much of the query stands in one piece, in its order: 0 for single words, 1 for all of it.
function chain(tables, hits, text) {
  let longest = 0;
  let length = 0;
  let next = -1;
  for (const { run } of runs(text)) {
    const words = parts(tables, clean(run));
    const at = hits.findIndex((hit, n) => (n === next || next < 0) && words.some((word) => hit.lines.has(word)));
    const fresh = at < 0 ? hits.findIndex((hit) => words.some((word) => hit.lines.has(word))) : at;
    if (at >= 0 && next >= 0) length += 1;
    else length = fresh < 0 ? 0 : 1;
    next = fresh < 0 ? -1 : fresh + 1;
    longest = Math.max(longest, length);
  }
  return longest > 1 ? (longest - 1) / (hits.length - 1) : 0;
}
