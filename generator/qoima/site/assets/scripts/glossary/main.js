// The filter of the glossary: shows the words that match, in any of their languages. Without it all of them stand there.

import { matches } from "./match.js";

const box = document.querySelector(".q-gloss-find");
if (box) start();

function start() {
  const input = box.querySelector("input");
  const status = box.querySelector("[role=status]");
  const letters = document.querySelector(".q-gloss-letters");
  const sections = [...document.querySelectorAll(".q-gloss-letter")].map((element) => ({
    element,
    words: [...element.querySelectorAll(".q-gloss-word")].map((word) => ({ element: word, text: names(word) })),
  }));

  // The meaning is left out: whoever looks for a word wants the word.
  function names(word) {
    return [...word.querySelectorAll("h3, .q-gloss-others span")].map((name) => name.textContent).join(" ");
  }

  function show() {
    const query = input.value.trim();
    let found = 0;
    for (const { element, words } of sections) {
      let here = 0;
      for (const word of words) {
        word.element.hidden = !matches(query, word.text);
        if (!word.element.hidden) here += 1;
      }
      element.hidden = here === 0;
      found += here;
    }
    letters.hidden = query !== "";
    status.textContent = !query ? "" : found ? box.dataset.found.replace("{n}", found) : box.dataset.none;
  }

  input.addEventListener("input", show);
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    input.value = "";
    show();
  });
  // A link to a word must find it, whatever has been typed.
  window.addEventListener("hashchange", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || !target.closest("[hidden]")) return;
    input.value = "";
    show();
    target.scrollIntoView();
  });
  box.hidden = false;
}
