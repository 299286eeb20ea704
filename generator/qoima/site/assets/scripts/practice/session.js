// Practice: answer, check, read why; again for what went wrong.

import { asked, button, show } from "./dom.js";
import { newSeed, seedOf, shuffled } from "./order.js";
import { ask, render, reveal } from "./question.js";
import { showResults } from "./results.js";
import { isComplete, isMarked, score } from "./scoring.js";
import { percent, tally } from "./tally.js";

const ASKING = { numerical: "type_number", matching: "match_all", choice: "choose", "true-false": "choose" };

// `app` has data, words, questions, parts, deck, state, settings, and `save`.
export function sessionOf(app) {
  const { deck, parts, questions, words } = app;
  const session = { entry: (question) => entryOf(app, question) };

  session.open = function (at) {
    app.mode = "practice";
    parts.list.dataset.mode = "practice";
    [parts.side, parts.tools, parts.list, parts.bar].forEach((part) => show(part, true));
    [parts.setup, parts.results, parts.clock, parts.finish].forEach((part) => show(part, false));
    show(parts.toPaper, app.setup.isPossible);
    show(parts.toResults, true);
    arrange(app);
    questions.forEach((question) => refresh(app, session, question));
    deck.set(held(app), app.settings.view, at || app.state.at, (question) => statusOf(session, question));
    retryNote(app, session);
    progress(app, session);
  };

  session.changed = function (question) {
    session.entry(question).answer = question.input.read();
    app.save();
  };

  session.checked = function (question) {
    session.changed(question);
    const entry = session.entry(question);
    if (entry.checked) return;
    if (!isComplete(question.item, entry.answer)) {
      ask(question, ASKING[question.item.kind] || "write");
      return;
    }
    entry.checked = true;
    settle(app, session, question);
    question.result.focus({ preventScroll: true });
    question.result.scrollIntoView({ block: "nearest" });
  };

  session.again = function (question) {
    Object.assign(session.entry(question), { answer: null, checked: false, self: null });
    settle(app, session, question);
    question.input.first().focus();
  };

  session.hinted = function (question) {
    const entry = session.entry(question);
    session.changed(question);
    entry.hints += 1;
    settle(app, session, question);
    const isLast = entry.hints >= question.hints.length;
    if (isLast) question.check.focus();
    else question.hint.focus();
  };

  session.results = () => results(app, session);
  session.retry = () => retry(app, session);
  session.wrong = () => wrong(app, session);
  return session;
}

function entryOf(app, question) {
  const { answers } = app.state;
  answers[question.id] ??= { digest: question.item.digest, answer: null, checked: false, hints: 0, self: null };
  return answers[question.id];
}

function graded(session, question) {
  const entry = session.entry(question);
  return entry.checked ? score(question.item, entry.answer) : null;
}

function statusOf(session, question) {
  if (!question.isAsked) return "";
  const entry = session.entry(question);
  if (!entry.checked) return "";
  return graded(session, question)?.verdict || "answered";
}

// The form of a question, as its entry says.
function refresh(app, session, question) {
  if (!question.isAsked) return;
  const entry = session.entry(question);
  question.input.write(entry.answer);
  render(question, entry, "practice");
  if (!entry.checked) return;
  reveal(question, graded(session, question), entry, "practice", (value) => {
    entry.self = value;
    app.save();
  });
}

function settle(app, session, question) {
  app.save();
  refresh(app, session, question);
  app.deck.mark();
  progress(app, session);
}

// The order of the questions and of their answers; the seed is kept, so that a reload changes nothing.
function arrange(app) {
  const { questions, settings, state } = app;
  if ((settings.questions || settings.options) && state.seed === null) {
    state.seed = newSeed();
    app.save();
  }
  questions.filter((question) => question.input?.size).forEach((question) => {
    const places = Array.from({ length: question.input.size }, (_, place) => place);
    question.input.arrange(settings.options ? shuffled(places, seedOf(state.seed, question.id)) : places);
  });
}

function held(app) {
  const { questions, settings, state } = app;
  const chosen = state.only ? questions.filter((question) => state.only.includes(question.id)) : questions;
  return settings.questions ? shuffled(groups(chosen), seedOf(state.seed, "questions")).flat() : chosen;
}

// A text without a question goes before the question that it introduces.
function groups(questions) {
  const found = [[]];
  questions.forEach((question) => {
    found[found.length - 1].push(question);
    if (question.isAsked) found.push([]);
  });
  return found.filter((group) => group.length);
}

function resultsOf(session, questions) {
  return questions.filter((question) => isMarked(question.item)).map((question) => {
    const found = graded(session, question);
    return { question, points: question.item.points, share: found ? found.share : null };
  });
}

function progress(app, session) {
  const { parts, questions, words } = app;
  const askedOnes = questions.filter((question) => question.isAsked);
  const done = askedOnes.filter((question) => session.entry(question).checked).length;
  const [sum] = tally(resultsOf(session, questions), () => "");
  const points = sum ? words.say("points", { got: words.number(sum.got), all: words.number(sum.all) }) : "";
  const text = [words.say("progress", { done, all: askedOnes.length }), points].filter(Boolean).join(" · ");
  if (parts.done.textContent !== text) parts.done.textContent = text;
  parts.meter.style.width = `${percent(done, askedOnes.length)}%`;
}

function wrong(app, session) {
  return app.questions.filter((question) => {
    const entry = session.entry(question);
    if (!question.isAsked || !entry.checked) return false;
    const found = graded(session, question);
    return found ? found.verdict !== "right" : entry.self !== "full";
  });
}

function retry(app, session) {
  const again = wrong(app, session);
  again.forEach((question) => Object.assign(session.entry(question), { answer: null, checked: false, hints: 0, self: null }));
  app.state.only = again.map((question) => question.id);
  app.save();
  session.open(app.state.only[0]);
  app.deck.go(0);
}

function retryNote(app, session) {
  const { parts, state, words } = app;
  parts.outcome.replaceChildren();
  show(parts.outcome, state.only !== null);
  if (state.only === null) return;
  const end = button("", parts.retryEnd, () => {
    state.only = null;
    app.save();
    session.open();
    app.deck.go(app.deck.place);
  });
  parts.outcome.append(words.say("retrying", { n: state.only.length }), " ", end);
}

function results(app, session) {
  const { parts, questions, words } = app;
  parts.list.dataset.mode = "results";
  [parts.side, parts.setup, parts.list, parts.bar, parts.outcome].forEach((part) => show(part, false));
  const found = resultsOf(session, questions).filter((result) => result.share !== null);
  const [sum] = tally(found, () => "");
  const essays = questions.filter((question) => question.item.kind === "essay" && session.entry(question).checked);
  const again = wrong(app, session).length;
  showResults(app, {
    title: parts.resultsTitle,
    found,
    summary: sum ? summary(words, sum, questions) : words.say("nothing_yet"),
    more: [
      essays.length ? words.say("not_marked", { n: essays.length }) : "",
      sum && !again ? words.say("nothing_wrong") : "",
    ],
  });
  show(parts.retry, again > 0);
  parts.retry.textContent = words.say("retry_count", { n: again });
  show(parts.another, false);
  parts.back.textContent = parts.backToPractice;
}

function summary(words, sum, questions) {
  const all = questions.filter((question) => isMarked(question.item)).length;
  const numbers = { got: words.number(sum.got), of: words.number(sum.all), percent: percent(sum.got, sum.all) };
  return words.say("results_summary", { done: sum.answered, all, ...numbers });
}

export async function reset(app, session, forget) {
  if (!(await asked(app.parts.askReset))) return;
  forget();
  session.open();
  app.deck.go(0);
}
