// The order of the results.

// Weights of a place (text, strong text, heading, title), as the index numbers them.
const WEIGHTS = [1, 1.7, 3, 7];
const [HEADING, TITLE] = [2, 3];

// Pages that list other pages would stand before these.
const KINDS = { overview: 0.4, practice: 0.7, people: 0.8, lecture: 0.9, programme: 1.1 };

// With fewer pages that have all the words, those with some of them are shown too.
const ENOUGH = 3;

// `hits`: for each word its lines. A page has a word where one of its sections has it.
export function ranked(index, hits) {
  const total = index.titles.length;
  const pages = new Map();
  const everywhere = [];
  hits.forEach((hit, n) => {
    const sections = scored(hit);
    const where = new Set([...sections.keys()].map((section) => index.pageOf[section]));
    everywhere.push([...hit.lines].some(([word, { fit }]) => fit >= 0.7 && index.common.has(word)));
    const rare = everywhere[n] ? 0.3 : Math.log(1 + total / (where.size || 1)) + 0.2;
    for (const [section, { score, title, heading }] of sections) {
      const page = index.pageOf[section];
      if (!pages.has(page)) pages.set(page, { page, words: Array(hits.length), sections: new Map(), met: new Map(), heads: new Map() });
      const held = pages.get(page);
      const before = held.words[n] ?? { score: 0, title: 0 };
      held.words[n] = { score: Math.max(before.score, score * rare), title: Math.max(before.title, title) };
      held.sections.set(section, (held.sections.get(section) ?? 0) + score * rare);
      held.met.set(section, (held.met.get(section) ?? 0) + 1);
      held.heads.set(section, (held.heads.get(section) ?? 0) + heading);
    }
  });
  const has = (held, n) => held.words[n] !== undefined || everywhere[n];
  const count = (held) => hits.reduce((sum, _, n) => sum + (has(held, n) ? 1 : 0), 0);
  const listed = [...pages.values()].map((held) => result(index, held, count(held), hits.length));
  const whole = listed.filter((one) => one.count === hits.length);
  const kept = whole.length >= ENOUGH ? whole : listed;
  for (const one of kept) one.score *= (one.count / hits.length) ** 4;
  kept.sort((a, b) => b.score - a.score || a.page - b.page);
  return { pages: kept, all: kept.length === whole.length, whole: whole.length };
}

// Section to the best that a word is there.
function scored(hit) {
  const sections = new Map();
  for (const { fit, places } of hit.lines.values()) {
    for (const [section, weight] of places()) {
      const score = fit * WEIGHTS[weight];
      const before = sections.get(section);
      if (!before || before.score < score) sections.set(section, { score, title: weight === TITLE ? fit : 0, heading: weight === HEADING ? fit : 0 });
    }
  }
  return sections;
}

function result(index, held, count, words) {
  const first = index.firstOf[held.page];
  const sum = held.words.reduce((all, one) => all + one.score, 0);
  // A title that says all of it and nothing else comes first.
  const inTitle = held.words.reduce((all, one) => all + one.title, 0);
  const covered = inTitle / Math.max(words, index.titles[held.page]);
  let [section, best] = [first, 0];
  for (const [one, score] of held.sections) {
    const heading = one === first ? 0 : (held.heads.get(one) ?? 0) / Math.max(words, index.headings[one]);
    const value = score + 2 * (held.met.get(one) - 1) + 6 * heading * heading;
    if (value > best + 1e-9) [section, best] = [one, value];
  }
  const score = (sum + 0.5 * best + 12 * covered * covered) * (KINDS[index.kindOf[held.page]] ?? 1);
  const several = [...held.met].filter(([, met]) => met > 1).map(([one]) => one - first);
  return { page: held.page, section: section - first, score, count, several };
}
