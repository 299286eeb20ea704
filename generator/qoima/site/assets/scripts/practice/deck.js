// The questions that are shown now: which, in which order, one at a time or all; and the map that leads to each.

import { added, made, show } from "./dom.js";

// There the map stands beside the questions.
const WIDE = window.matchMedia("(min-width: 60em)");
const SIGNS = { right: "✓", partly: "±", wrong: "✗", answered: "•" };

// `parts` are elements of the page; `onMove` is told of each question that comes up.
export function deckOf(questions, parts, words, onMove) {
  const flat = added(parts.list, "div", "q-flat");
  parts.map.open = parts.tools.open = WIDE.matches;
  const deck = { held: [], view: "all", place: 0, statusOf: () => "" };

  // `view` is one or all; `statusOf` says for the map how a question stands.
  deck.set = function (held, view, at, statusOf) {
    Object.assign(deck, { held, view, statusOf });
    const isNatural = inFileOrder(held, questions);
    parts.list.toggleAttribute("data-flat", !isNatural);
    held.forEach((question) => (isNatural ? question.topic : flat).append(question.section));
    questions.forEach((question) => question.section.toggleAttribute("data-out", !held.includes(question)));
    let number = 0;
    held.forEach((question) => {
      // Without the headings of topics the questions are one level higher.
      if (isNatural) question.title.removeAttribute("aria-level");
      else question.title.setAttribute("aria-level", "2");
      if (question.isAsked) question.title.textContent = words.say("question", { n: (number += 1) });
    });
    deck.place = Math.max(0, held.findIndex((question) => question.id === at));
    drawMap(deck, parts, words);
    deck.update();
  };

  deck.update = function () {
    const isOne = deck.view === "one";
    questions.forEach((question) => {
      const place = deck.held.indexOf(question);
      show(question.section, place >= 0 && (!isOne || place === deck.place));
    });
    const topics = new Set(questions.map((question) => question.topic));
    topics.forEach((topic) => show(topic, topic.querySelector(".q-item:not([hidden])") !== null));
    show(parts.map, deck.held.length > 1);
    show(parts.previous, isOne && deck.held.length > 1);
    show(parts.following, isOne && deck.held.length > 1);
    parts.previous.disabled = deck.place === 0;
    parts.following.disabled = deck.place === deck.held.length - 1;
    deck.mark();
  };

  deck.mark = function () {
    markMap(deck, parts, words);
  };

  deck.go = function (place, hasFocus = true) {
    deck.place = Math.min(Math.max(place, 0), deck.held.length - 1);
    deck.update();
    const question = deck.held[deck.place];
    onMove(question);
    if (!hasFocus) return;
    question.title.focus({ preventScroll: true });
    question.section.scrollIntoView({ block: deck.view === "one" ? "nearest" : "start" });
  };

  parts.previous.addEventListener("click", () => deck.go(deck.place - 1));
  parts.following.addEventListener("click", () => deck.go(deck.place + 1));
  return deck;
}

function inFileOrder(held, questions) {
  const places = held.map((question) => questions.indexOf(question));
  return places.every((place, at) => at === 0 || places[at - 1] < place);
}

function drawMap(deck, parts, words) {
  let number = 0;
  const buttons = deck.held.map((question, place) => {
    const isAsked = question.isAsked;
    if (isAsked) number += 1;
    const one = made("button", "q-map-one", made("span", "", isAsked ? String(number) : "i"), made("small", ""));
    one.type = "button";
    one.dataset.name = isAsked ? words.say("question", { n: number }) : question.name;
    one.addEventListener("click", () => {
      parts.map.open = WIDE.matches;
      deck.go(place);
    });
    return one;
  });
  parts.grid.replaceChildren(...buttons);
}

function markMap(deck, parts, words) {
  [...parts.grid.children].forEach((one, place) => {
    const status = deck.statusOf(deck.held[place]);
    const said = { answered: words.say("answered"), "": words.say("not_answered") }[status] || words.say(status);
    one.dataset.state = status;
    one.lastChild.textContent = SIGNS[status] || "";
    one.lastChild.setAttribute("aria-hidden", "true");
    one.setAttribute("aria-label", deck.held[place].isAsked ? `${one.dataset.name}, ${said}` : one.dataset.name);
    if (deck.view === "one" && place === deck.place) one.setAttribute("aria-current", "true");
    else one.removeAttribute("aria-current");
  });
  const askedOnes = deck.held.filter((question) => question.isAsked);
  const now = deck.held[deck.place];
  const numbers = { n: askedOnes.indexOf(now) + 1, all: askedOnes.length };
  const isNumbered = deck.view === "one" && now.isAsked;
  parts.place.textContent = isNumbered ? words.say("place", numbers) : words.say("all_topics");
  parts.following.classList.toggle("q-main", deck.view === "one" && deck.statusOf(now) !== "" && !parts.following.disabled);
}
