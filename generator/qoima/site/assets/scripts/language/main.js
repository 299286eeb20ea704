// The switch of languages: leads to the same place of the page, and the door of the site will know the choice.

import { remember, samePlace } from "./choice.js";

const links = [...document.querySelectorAll(".md-select__link[hreflang]")];
for (const link of links) {
  const address = link.getAttribute("href");
  const here = link.closest("[data-elsewhere]") ? "" : address;
  // Just before it is used: filters change the address without a word to anybody.
  const aim = () => {
    if (here) link.href = samePlace(here, location.href);
  };
  link.addEventListener("pointerdown", aim);
  link.addEventListener("focus", aim);
  link.addEventListener("click", () => {
    aim();
    remember(link.hreflang);
  });
}
