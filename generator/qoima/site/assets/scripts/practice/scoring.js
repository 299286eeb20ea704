// What an answer earns, by the rules of Moodle's question types (4.1 to 5.1). Pure: no page, no clock.
//
// An answer is a list of places (choice, true-false), a list of places or nulls (matching), or a text.

const NEARLY = 0.000001;
const DIGITS = 1e-14;

// {share of the points from 0 to 1, verdict, note: the place of the answer that was recognised}; null for what is not
// marked by machine.
export function score(item, answer) {
  if (item.kind === "choice" || item.kind === "true-false") return graded(weighed(item.weights, answer), null);
  if (item.kind === "short-answer") return recognised(item.answers, (row) => matches(answer, row[0], item.match_case));
  if (item.kind === "numerical") {
    const number = parseNumber(answer);
    return recognised(item.numbers, (row) => number !== null && within(number.value, row[0], row[1]));
  }
  if (item.kind === "matching") {
    const right = item.pairs.filter((place, line) => answer !== null && answer[line] === place).length;
    return graded(item.pairs.length ? right / item.pairs.length : 0, null);
  }
  return null;
}

// Whether there is an answer that could be marked; a matching item may have gaps.
export function isAnswered(item, answer) {
  if (answer === null || answer === undefined) return false;
  if (item.kind === "matching") return answer.some((place) => place !== null);
  return typeof answer === "string" ? answer.trim() !== "" : answer.length > 0;
}

// Moodle asks for more before it marks a single question: all lines of a matching item, a bare number.
export function isComplete(item, answer) {
  if (!isAnswered(item, answer)) return false;
  if (item.kind === "matching") return !answer.includes(null);
  if (item.kind !== "numerical") return true;
  const number = parseNumber(answer);
  return number !== null && number.rest === "";
}

export function isMarked(item) {
  return item.kind !== "essay" && item.kind !== "text-only";
}

// `*` stands for any signs, `\*` for itself; white space around the answer does not count.
export function matches(answer, pattern, matchCase) {
  const bits = pattern.normalize("NFC").split(/(?<!\\)\*+/);
  const escaped = bits.map((bit) => bit.replaceAll("\\*", "*").replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  return new RegExp(`^${escaped.join(".*")}$`, matchCase ? "u" : "iu").test((answer || "").normalize("NFC").trim());
}

// {value, rest: what follows the number}; null for no number. A comma is the decimal sign unless there is a point too,
// or several commas; then it parts thousands.
export function parseNumber(text) {
  let typed = (text || "").replace(/[\s\u00a0\u202f]/g, "").replace(/[\u2212\u2013]/g, "-");
  typed = typed.replace(/(?:e|E|(?:x|\*|×)10(?:\^|\*\*))([+-]?\d+)/, "e$1");
  const severalCommas = typed.indexOf(",") !== typed.lastIndexOf(",");
  typed = typed.includes(".") || severalCommas ? typed.replaceAll(",", "") : typed.replace(",", ".");
  const found = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?/.exec(typed);
  return found ? { value: Number(found[0]), rest: typed.slice(found[0].length) } : null;
}

// The nominal tolerance of Moodle, widened by the last digit that it trusts; no value stands for any number.
function within(number, value, tolerance) {
  if (value === null) return true;
  const room = tolerance + DIGITS * Math.max(Math.abs(tolerance), Math.abs(value), DIGITS);
  return value - room <= number && number <= value + room;
}

function weighed(weights, answer) {
  return (answer || []).reduce((sum, place) => sum + (weights[place] || 0), 0) / 100;
}

// The first row that fits counts, in the order of the author; its weight is its last part.
function recognised(rows, fits) {
  const place = rows.findIndex(fits);
  return place < 0 ? graded(0, null) : graded(rows[place][rows[place].length - 1] / 100, place);
}

function graded(fraction, note) {
  const share = fraction > 1 - NEARLY ? 1 : Math.max(0, fraction);
  const verdict = share === 1 ? "right" : share < NEARLY ? "wrong" : "partly";
  return { share: verdict === "wrong" ? 0 : share, verdict, note };
}
