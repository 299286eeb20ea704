// Results as a table whose rows have a bar each: readable as numbers, and at a glance.

import { percent } from "./tally.js";
import { added, made } from "./dom.js";

// `rows` are those of `tally`; `nameOf` gives the nodes or the text of a row's name.
export function fillBars(element, rows, nameOf, words) {
  const body = element.querySelector("tbody");
  body.replaceChildren();
  for (const row of rows) {
    const share = percent(row.got, row.all);
    const line = added(body, "tr", "");
    const name = added(line, "th", "", ...[nameOf(row.key)].flat());
    name.scope = "row";
    const cell = added(added(line, "td", ""), "div", "q-stripe-cell");
    const text = words.say("part_of", { got: words.number(row.got), all: words.number(row.all), percent: share });
    const bar = made("span", "q-stripe");
    bar.style.width = `${share}%`;
    const track = added(cell, "span", "q-stripe-track", bar);
    track.setAttribute("aria-hidden", "true");
    added(cell, "span", "q-stripe-text", text);
  }
}
