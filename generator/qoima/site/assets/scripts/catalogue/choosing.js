// Which rows stay, and how many rows each value would leave.

// rows: [{ text, values: [[0, 2], [1], …] }], the values of each facet by number; sizes: values each facet has;
// chosen: [Set, …] of value numbers by facet; words: folded, each of which a row's text must hold.
// Values of one facet widen the choice, facets narrow it. counts[facet][value] leaves the facet's own choice out:
// so many rows carry the value among those that all other facets admit.
export function choose(rows, sizes, chosen, words) {
  const counts = sizes.map((size) => new Array(size).fill(0));
  const shown = rows.map((row) => {
    if (!words.every((word) => row.text.includes(word))) return false;
    let missed = -1;
    for (let facet = 0; facet < sizes.length; facet += 1) {
      const wanted = chosen[facet];
      if (!wanted.size || row.values[facet].some((value) => wanted.has(value))) continue;
      if (missed >= 0) return false;
      missed = facet;
    }
    for (let facet = 0; facet < sizes.length; facet += 1) {
      if (missed >= 0 && missed !== facet) continue;
      for (const value of row.values[facet]) counts[facet][value] += 1;
    }
    return missed < 0;
  });
  return { shown, counts };
}

// The rows in another order; `name` is the one in which they came. What has no credits comes last.
export function ordered(rows, by) {
  if (by === "code") return [...rows].sort((a, b) => a.code - b.code);
  if (by === "credits") return [...rows].sort((a, b) => credits(a) - credits(b));
  return rows;
}

function credits(row) {
  return row.credits === null ? Infinity : row.credits;
}
