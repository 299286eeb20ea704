// The panel of results, for practice and for a test alike.

import { fillBars } from "./bars.js";
import { show } from "./dom.js";
import { tally } from "./tally.js";

// `found` are {question, points, share}.
export function showResults(app, { title, found, summary: text, more }) {
  const { parts, words } = app;
  parts.resultsHead.textContent = title;
  parts.score.textContent = text;
  parts.scoreMore.textContent = more.filter(Boolean).join(" ");
  show(parts.scoreMore, parts.scoreMore.textContent !== "");
  const topicName = (topic) => [...topic.querySelector("h2").childNodes].map((part) => part.cloneNode(true));
  fillBars(parts.byTopic, tally(found, (result) => result.question.topic), topicName, words);
  const levels = Object.keys(app.data.levels);
  const place = (row) => (levels.includes(row.key) ? levels.indexOf(row.key) : levels.length);
  const rows = tally(found, (result) => result.question.item.level);
  fillBars(parts.byLevel, rows.sort((a, b) => place(a) - place(b)), words.level, words);
  [parts.byTopic, parts.byLevel].forEach((chart) => show(chart, found.length > 0));
  show(parts.results, true);
  parts.resultsHead.focus({ preventScroll: true });
  parts.results.scrollIntoView({ block: "start" });
}
