// The door of the site and its page for addresses that lead nowhere: both know the languages, and ask who is there.

import { chosen, remember, wanted } from "./language/choice.js";

const root = document.documentElement;
const links = [...document.querySelectorAll("a[hreflang]")];
const offered = [...new Set(links.map((link) => link.hreflang))];
const browser = navigator.languages || [navigator.language];

for (const link of links) link.addEventListener("click", () => remember(link.hreflang));

if (root.dataset.door === "open") enter();
else speak();

// With a place in the address (`/#languages`) the reader wants to choose again.
function enter() {
  const language = location.hash ? "" : wanted(offered, chosen(), browser);
  const link = links.find((one) => one.hreflang === language);
  // The door leaves no trace in the history, so that the way back does not lead to it and in again.
  if (link) location.replace(link.href);
}

// An address below `/ru/` was meant for readers of Russian.
function speak() {
  const below = location.pathname.slice(root.dataset.base.length).split("/")[0];
  const language = wanted(offered, below, [chosen(), ...browser]) || offered[0];
  for (const part of document.querySelectorAll("section[lang]")) {
    if (part.lang !== language) part.remove();
    else document.title = part.querySelector("h1").textContent;
  }
  root.lang = language;
}
