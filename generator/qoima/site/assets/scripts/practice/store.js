// What the browser keeps: the answers of one set, and how the reader likes to practise. Nothing is sent.

const SETTINGS = "qoima.practice";
const VERSION = 1;

// A browser may forbid the store, or have no room left: then answers last as long as the page.
function read(key) {
  try {
    return JSON.parse(window.localStorage.getItem(key));
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    if (value === null) window.localStorage.removeItem(key);
    else window.localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Said above.
  }
}

export function loadSettings() {
  return { view: "one", questions: false, options: false, ...object(read(SETTINGS)) };
}

export function saveSettings(settings) {
  write(SETTINGS, settings);
}

export function keyOf(set) {
  return `${SETTINGS}/${set}`;
}

// The answers whose items are still as they were: a changed item loses its own answer, and no other.
export function kept(held, items) {
  const saved = object(held);
  const answers = object(saved.version === VERSION ? saved.answers : null);
  const same = items.filter(({ id, digest }) => object(answers[id]).digest === digest);
  const known = new Map(items.map((item) => [item.id, item.digest]));
  const paper = saved.version === VERSION ? object(saved.paper) : {};
  const whole = Array.isArray(paper.items) && paper.items.every((one) => known.get(one.id) === one.digest);
  return {
    version: VERSION,
    seed: Number.isInteger(saved.seed) ? saved.seed : null,
    at: known.has(saved.at) ? saved.at : null,
    only: Array.isArray(saved.only) ? saved.only.filter((id) => known.has(id)) : null,
    answers: Object.fromEntries(same.map(({ id }) => [id, answers[id]])),
    paper: whole ? paper : null,
  };
}

export function load(set, items) {
  return kept(read(keyOf(set)), items);
}

export function save(set, state) {
  write(keyOf(set), state);
}

export function forget(set) {
  write(keyOf(set), null);
}

function object(value) {
  return value && typeof value === "object" && !Array.isArray(value) ? value : {};
}
