// The choice as a query string, and back: ?q=data&level=master&level=doctor&sort=code

export const SORTS = ["name", "code", "credits"];

// facets: [{ name, values: ["bachelor", …] }]. What the page does not know is passed over: addresses outlive terms.
export function readAddress(search, facets) {
  const given = new URLSearchParams(search);
  const chosen = facets.map(({ name, values }) => {
    const numbers = given.getAll(name).map((value) => values.indexOf(value));
    return new Set(numbers.filter((number) => number >= 0));
  });
  const sort = given.get("sort");
  return { text: given.get("q") || "", chosen, sort: SORTS.includes(sort) ? sort : "name" };
}

export function writeAddress({ text, chosen, sort }, facets) {
  const held = new URLSearchParams();
  if (text.trim()) held.set("q", text.trim());
  facets.forEach(({ name, values }, facet) => {
    values.forEach((value, number) => chosen[facet].has(number) && held.append(name, value));
  });
  if (sort !== "name") held.set("sort", sort);
  const query = held.toString();
  return query ? `?${query}` : "";
}
