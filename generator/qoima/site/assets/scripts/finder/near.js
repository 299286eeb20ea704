// Stems that are one slip away from a word: a letter more, less, another, or two in the wrong order.

const LETTERS = 5;

// Where the lists are so long that they are cut by first letters, a slip in the first letter is not looked for: that
// would load them all.
export async function near(index, load, word, own) {
  if (word.length < LETTERS || !/^\p{L}+$/u.test(word)) return [];
  const tries = [...new Set(own)].filter((stem) => stem.length >= LETTERS - 1);
  const fitting = index.slips.map(([length, letter], n) => ({ length, letter, n }));
  const lists = fitting.filter(
    ({ length, letter }) => (!letter || letter === word[0]) && tries.some((stem) => Math.abs(stem.length - length) <= 1),
  );
  const held = await Promise.all(lists.map(({ n }) => load(`stems-${n}`)));
  return held.flatMap((list) => list.split(" ")).filter((stem) => tries.some((one) => oneSlip(one, stem)));
}

export function oneSlip(one, other) {
  if (Math.abs(one.length - other.length) > 1 || one === other) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  const a = one.slice(start, one.length - end);
  const b = other.slice(start, other.length - end);
  return (a.length <= 1 && b.length <= 1) || (a.length === 2 && b.length === 2 && a[0] === b[1] && a[1] === b[0]);
}
