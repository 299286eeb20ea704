// The lists of rows. Of a long one a portion is in the page at a time: a phone lays out a hundred rows, not thousands.

import { ordered } from "./choosing.js";

export function makeList(element, rows) {
  const list = element.querySelector("ul");
  const count = element.querySelector("h2 small");
  const more = element.querySelector(".q-more-rows");
  const portion = list.children.length;
  let seen = rows.slice(0, portion);
  let left = rows;

  function layOut(size) {
    const now = left.slice(0, size);
    if (now.length !== seen.length || now.some((row, place) => row !== seen[place])) {
      list.replaceChildren(...now.map((row) => row.element));
    }
    seen = now;
    count.textContent = left.length;
    element.hidden = left.length === 0;
    more.hidden = now.length === left.length;
  }

  more.addEventListener("click", () => {
    const first = left[seen.length];
    layOut(seen.length + portion);
    first.element.querySelector("a").focus();
  });
  // On paper there is nothing to press.
  window.addEventListener("beforeprint", () => layOut(left.length));

  // admitted: a Set of rows; sort: by what.
  return function show(admitted, sort) {
    left = ordered(
      rows.filter((row) => admitted.has(row)),
      sort,
    );
    layOut(portion);
  };
}
