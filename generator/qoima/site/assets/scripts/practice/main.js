// The practice page. The questions stand in the page and can be read without this; keys and weights stand in its JSON
// script element. Answers are kept in the browser; nothing is fetched or sent.

import { reset, sessionOf } from "./session.js";
import { deckOf } from "./deck.js";
import { newSeed } from "./order.js";
import { paperOf } from "./paper.js";
import { print } from "./printing.js";
import { questionOf } from "./question.js";
import { setupOf } from "./setup.js";
import { forget, load, loadSettings, save, saveSettings } from "./store.js";
import { wording } from "./words.js";

const PARTS = {
  askFinish: ".q-ask-finish", askPrint: ".q-ask-print", askReset: ".q-ask-reset", another: ".q-another", back: ".q-back",
  bar: ".q-dock", byLevel: ".q-chart-level", byTopic: ".q-chart-topic", clock: ".q-clock", done: ".q-done",
  facts: ".q-facts-line", finish: ".q-finish", following: ".q-following", grid: ".q-map-grid", leave: ".q-leave",
  leftOpen: ".q-left-open", length: ".q-length > div", list: ".q-questions", map: ".q-map", meter: ".q-meter span",
  outcome: ".q-outcome", place: ".q-map-place", previous: ".q-previous", printedKey: ".q-printed-key",
  results: ".q-results", resultsHead: ".q-results h2", retry: ".q-retry", saidNow: ".q-told-now", score: ".q-score",
  scoreMore: ".q-score-more", setup: ".q-setup", side: ".q-side", setupHead: ".q-setup h2", start: ".q-start", time: ".q-time > div",
  toPaper: ".q-to-paper", toPrint: ".q-to-print", toReset: ".q-to-reset", toResults: ".q-to-results", tools: ".q-tools",
  which: ".q-which > div",
};

function start(element) {
  const data = JSON.parse(element.textContent);
  const app = { data, words: wording(data), state: load(data.set, data.items), settings: loadSettings(), mode: "practice" };
  const found = Object.entries(PARTS).map(([name, selector]) => [name, document.querySelector(selector)]);
  app.parts = Object.fromEntries(found);
  for (const name of ["resultsTitle", "paperResults", "backToPractice", "paperLeave", "retryEnd"]) {
    app.parts[name] = app.parts.results.dataset[name];
  }
  app.topics = [...document.querySelectorAll(".q-subject")];
  app.save = () => save(data.set, app.state);
  const current = () => (app.mode === "practice" ? app.session : app.test);
  const told = (name) => (question, value) => current()[name]?.(question, value);
  const events = { changed: told("changed"), checked: told("checked"), again: told("again"), hinted: told("hinted") };
  app.questions = data.items.map((item) => questionOf(document.getElementById(item.id), item, app.words, events));
  app.deck = deckOf(app.questions, app.parts, app.words, (question) => moved(app, question));
  app.session = sessionOf(app);
  app.test = paperOf(app, () => app.session.open());
  app.setup = setupOf(app, app.test.start);
  document.querySelector(".q-practice").toggleAttribute("data-on", true);
  listen(app);
  open(app);
}

function moved(app, question) {
  if (app.mode === "paper") app.test.moved(question);
  if (app.mode !== "practice") return;
  app.state.at = question.id;
  app.save();
}

// Where the reader was: in a test, at the question of the address, at that of the last visit, or at what is in view.
function open(app) {
  const named = () => app.questions.find((question) => `#${question.id}` === decodeURIComponent(location.hash));
  const seen = window.scrollY > 200 && app.questions.find(({ section }) => section.getBoundingClientRect().bottom > 100);
  if (app.state.paper) {
    app.test.resume();
    return;
  }
  const isBack = Object.keys(app.state.answers).length > 0;
  app.session.open((named() || seen || {}).id);
  if (isBack) app.parts.saidNow.textContent = app.words.say("resumed");
  window.addEventListener("hashchange", () => {
    const place = app.deck.held.indexOf(named());
    if (place >= 0) app.deck.go(place);
  });
}

function listen(app) {
  const { parts, session, settings, state } = app;
  const on = (part, act) => part.addEventListener("click", act);
  on(parts.toPaper, () => app.setup.open());
  on(parts.leave, () => backTo(app, parts.toPaper));
  on(parts.another, () => {
    app.test.leave();
    app.setup.open();
  });
  on(parts.back, () => (app.mode === "practice" ? backTo(app, parts.toResults) : leaveTest(app)));
  on(parts.toPrint, () => print(app));
  on(parts.toResults, () => session.results());
  on(parts.retry, () => session.retry());
  on(parts.finish, () => app.test.askFinish());
  on(parts.toReset, () =>
    reset(app, session, () => {
      forget(app.data.set);
      Object.assign(state, { seed: null, at: null, only: null, answers: {}, paper: null });
    }),
  );
  parts.tools.querySelectorAll("[name=q-view]").forEach((input) => {
    input.checked = input.value === settings.view;
    input.addEventListener("change", () => changed(app, () => (settings.view = input.value)));
  });
  parts.tools.querySelectorAll("[name=q-mix]").forEach((input) => {
    input.checked = settings[input.value];
    input.addEventListener("change", () =>
      changed(app, () => {
        settings[input.value] = input.checked;
        if (input.checked) state.seed = newSeed();
      }),
    );
  });
}

function changed(app, act) {
  act();
  saveSettings(app.settings);
  app.save();
  app.session.open(app.deck.held[app.deck.place].id);
}

function backTo(app, button) {
  app.session.open();
  button.focus();
}

function leaveTest(app) {
  app.test.leave();
  app.parts.toPaper.focus();
}

const element = document.querySelector("script.q-data");
if (element && document.querySelector(".q-item")) start(element);
