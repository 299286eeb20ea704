// Which questions a test has: how many of each difficulty, and what to do where the set has too few.

import { shuffled, seedOf } from "./order.js";

// Whole numbers with the given sum, as near to the shares as they can be; of equal remainders the first ones win.
export function apportioned(total, shares) {
  const sum = Object.values(shares).reduce((held, share) => held + share, 0);
  const rows = Object.entries(shares).map(([name, share]) => ({ name, exact: sum ? (total * share) / sum : 0 }));
  rows.forEach((row) => (row.count = Math.floor(row.exact + 1e-9)));
  const left = total - rows.reduce((held, row) => held + row.count, 0);
  const nearest = [...rows].sort((a, b) => b.exact - b.count - (a.exact - a.count));
  nearest.slice(0, left).forEach((row) => (row.count += 1));
  return Object.fromEntries(rows.map((row) => [row.name, row.count]));
}

// What can be offered for a paper: the whole of it, or a shorter one with the same shares, and all that can be drawn.
// `available` has the number of questions by difficulty ("" where none is stated).
export function offers(paper, available) {
  if (!paper.mix) {
    const all = Object.values(available).reduce((sum, count) => sum + count, 0);
    const size = Math.min(paper.questions, all);
    const lacking = size < paper.questions ? { "": paper.questions - size } : {};
    return size ? [offer(paper, lacking[""] ? "some" : "full", size, null, lacking)] : [];
  }
  const wanted = apportioned(paper.questions, paper.mix);
  const lacking = differences(wanted, available);
  if (!Object.keys(lacking).length) return [offer(paper, "full", paper.questions, wanted, {})];
  const taken = Object.fromEntries(Object.keys(wanted).map((l) => [l, Math.min(wanted[l], available[l] || 0)]));
  const most = Object.values(taken).reduce((sum, count) => sum + count, 0);
  if (!most) return [];
  const some = offer(paper, "some", most, taken, lacking);
  const shorter = shorterPaper(paper, available, most);
  return shorter ? [shorter, some] : [some];
}

// The items of a test: drawn by difficulty, then shuffled together.
export function drawn(items, counts, size, seed) {
  const mixed = shuffled(items, seedOf(seed, "draw"));
  if (!counts) return mixed.slice(0, size);
  const left = { ...counts };
  return mixed.filter((item) => (left[item.level] || 0) > 0 && (left[item.level] -= 1) >= 0);
}

// The longest paper that keeps the shares; less than a quarter of the real one would not imitate it.
function shorterPaper(paper, available, most) {
  for (let size = Math.min(most, paper.questions - 1); size >= paper.questions / 4; size -= 1) {
    const counts = apportioned(size, paper.mix);
    if (!Object.keys(differences(counts, available)).length) return offer(paper, "short", size, counts, {});
  }
  return null;
}

function differences(wanted, available) {
  const rows = Object.entries(wanted).map(([level, count]) => [level, count - (available[level] || 0)]);
  return Object.fromEntries(rows.filter(([, lacks]) => lacks > 0));
}

function offer(paper, kind, size, counts, lacking) {
  const minutes = paper.minutes === null ? null : Math.ceil((paper.minutes * size) / paper.questions);
  return { kind, size, counts, lacking, minutes };
}
