// Points, summed up by topic or by difficulty. Pure.

// `results` are {points, share}, share null for what has no answer; of equal keys one row comes out, in their order.
export function tally(results, keyOf) {
  const rows = new Map();
  for (const result of results) {
    const key = keyOf(result);
    if (!rows.has(key)) rows.set(key, { key, got: 0, all: 0, answered: 0, count: 0 });
    const row = rows.get(key);
    row.count += 1;
    row.all += result.points;
    if (result.share !== null) {
      row.answered += 1;
      row.got += result.share * result.points;
    }
  }
  return [...rows.values()];
}

export function percent(got, all) {
  // Moodle's weights are cut after five places: a half may come out as 12.49999.
  return all ? Math.round((100 * got) / all + 0.001) : 0;
}
