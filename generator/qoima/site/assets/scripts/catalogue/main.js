// The catalogue: rows by facts, text and order. The choice stands in the address, so that it can be kept and sent.

import { folded } from "../glossary/match.js";
import { choose } from "./choosing.js";
import { readAddress, writeAddress } from "./address.js";
import { makeList } from "./lists.js";
import { readFacets, readRows } from "./reading.js";
import { showPicked } from "./picked.js";

const page = document.querySelector(".q-catalogue");
if (page) start();

function start() {
  const find = (selector) => page.querySelector(selector);
  const facets = readFacets(page);
  const groups = [...page.querySelectorAll(".q-listing")];
  const held = groups.map((group) => readRows(group, facets.length, folded));
  const lists = groups.map((group, number) => makeList(group, held[number]));
  const rows = held.flat();
  const [text, sort, filters, found, reset] = ["#q-text", "#q-sort", ".q-filters", ".q-tally", ".q-reset"].map(find);
  let state = readAddress(location.search, facets);
  let spoken = 0;

  function show() {
    const wanted = folded(state.text).split(" ").filter(Boolean);
    const { shown, counts } = choose(rows, facets.map((facet) => facet.values.length), state.chosen, wanted);
    const admitted = new Set(rows.filter((_, number) => shown[number]));
    lists.forEach((list) => list(admitted, state.sort));
    facets.forEach((facet, number) => facet.show(state.chosen[number], counts[number]));
    showAnswer(admitted.size, wanted.length > 0);
  }

  function showAnswer(left, typed) {
    const chosen = state.chosen.reduce((sum, values) => sum + values.size, 0);
    find(".q-nofit").hidden = left > 0;
    reset.hidden = !chosen && !typed;
    showPicked(find(".q-picked"), facets, state.chosen, take);
    const badge = find(".q-badge");
    if (badge) {
      badge.hidden = !chosen;
      badge.textContent = chosen;
    }
    // Whoever listens hears the number when the typing pauses, not at each letter.
    clearTimeout(spoken);
    const say = () => (found.textContent = found.dataset.said.replace("{n}", left).replace("{all}", rows.length));
    if (found.textContent) spoken = setTimeout(say, 250);
    else say();
  }

  function keep() {
    const query = writeAddress(state, facets);
    try {
      history.replaceState(null, "", location.pathname + query + location.hash);
    } catch {
      // Some browsers forbid it in a folder, or so often; the choice then ends with the page.
    }
    for (const link of document.querySelectorAll(".md-select__link")) {
      link.href = link.href.split(/[?#]/)[0] + query;
    }
  }

  function take(facet, value, wanted) {
    if (wanted) state.chosen[facet].add(value);
    else state.chosen[facet].delete(value);
    change();
  }

  function change() {
    show();
    keep();
  }

  function restore() {
    state = readAddress(location.search, facets);
    text.value = state.text;
    sort.value = state.sort;
    facets.forEach((facet, number) => facet.open(state.chosen[number]));
    show();
  }

  facets.forEach((facet, number) => facet.listen((value, wanted) => take(number, value, wanted)));
  text.addEventListener("input", () => {
    state.text = text.value;
    change();
  });
  sort.addEventListener("change", () => {
    state.sort = sort.value;
    change();
  });
  reset.addEventListener("click", () => {
    state = { text: "", chosen: facets.map(() => new Set()), sort: state.sort };
    text.value = "";
    change();
    text.focus();
  });
  window.addEventListener("popstate", restore);
  page.classList.add("q-live");
  if (filters) {
    const wide = window.matchMedia("(min-width: 60em)");
    const fit = () => (filters.open = wide.matches);
    wide.addEventListener("change", fit);
    fit();
  }
  restore();
  keep();
}
