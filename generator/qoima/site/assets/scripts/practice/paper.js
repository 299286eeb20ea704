// A test as in the course: nothing is told until the end, and the clock does not stop.

import { asked, show } from "./dom.js";
import { secondsLeft, shownTime, warning } from "./clock.js";
import { drawn } from "./draw.js";
import { newSeed, seedOf, shuffled } from "./order.js";
import { render, reveal } from "./question.js";
import { showResults } from "./results.js";
import { isAnswered, isMarked, score } from "./scoring.js";
import { pool } from "./setup.js";
import { percent, tally } from "./tally.js";

const MINUTE = 60000;
const LOW_SECONDS = 300;

export function paperOf(app, onLeave) {
  const { deck, parts, words } = app;
  const test = { timer: null, left: null };
  const paper = () => app.state.paper;
  const answerOf = (question) => paper().answers[question.id] ?? null;

  test.start = function ({ paper: chosen, offer, minutes }) {
    const seed = newSeed();
    const items = drawn(pool(app, chosen).map(({ item }) => item), offer.counts, offer.size, seed);
    const start = Date.now();
    app.state.paper = {
      name: chosen.name,
      items: items.map(({ id, digest }) => ({ id, digest })),
      seed,
      start,
      end: minutes === null ? null : start + minutes * MINUTE,
      answers: {},
      at: null,
      finished: null,
      isOver: false,
    };
    app.save();
    test.resume();
    deck.go(0);
  };

  // The test that is under way, or its result; its time may have run out while the page was closed.
  test.resume = function () {
    if (paper().finished !== null) return test.review();
    prepare(app, "paper");
    test.questions = held(app);
    test.questions.forEach((question) => {
      question.input.write(answerOf(question));
      render(question, {}, "paper");
    });
    const status = (question) => (isAnswered(question.item, answerOf(question)) ? "answered" : "");
    deck.set(test.questions, app.settings.view, paper().at, status);
    parts.list.dataset.mode = "paper";
    [parts.side, parts.list, parts.bar, parts.clock, parts.finish].forEach((part) => show(part, true));
    progress(app, test, answerOf);
    test.left = null;
    clearInterval(test.timer);
    if (paper().end === null) parts.clock.textContent = words.say("clock_none");
    else test.timer = setInterval(tick, 500);
    tick();
  };

  function tick() {
    if (paper() === null || paper().finished !== null || paper().end === null) return;
    const left = secondsLeft(paper().end, Date.now());
    if (left === test.left) return;
    const minutes = test.left === null ? null : warning(test.left, left);
    test.left = left;
    parts.clock.textContent = words.say("clock", { time: shownTime(left) });
    parts.clock.toggleAttribute("data-low", left <= LOW_SECONDS);
    if (minutes !== null) parts.saidNow.textContent = words.say("left", { n: minutes });
    if (left === 0) test.finish(true);
  }

  test.changed = function (question) {
    paper().answers[question.id] = question.input.read();
    app.save();
    deck.mark();
    progress(app, test, answerOf);
  };

  test.moved = function (question) {
    paper().at = question.id;
    app.save();
  };

  test.askFinish = async function () {
    const open = test.questions.filter((question) => !isAnswered(question.item, answerOf(question))).length;
    parts.leftOpen.textContent = open ? words.say("unanswered_left", { n: open }) : words.say("all_answered");
    if ((await asked(parts.askFinish)) && paper()?.finished === null) test.finish(false);
  };

  test.finish = function (isOver) {
    clearInterval(test.timer);
    if (parts.askFinish.open) parts.askFinish.close();
    const end = paper().end;
    Object.assign(paper(), { finished: isOver ? end : Date.now(), isOver });
    app.save();
    test.review();
  };

  test.review = function () {
    prepare(app, "review");
    test.questions = held(app);
    const results = test.questions.map((question) => review(question, answerOf(question)));
    const verdictOf = (question) => results.find((result) => result.question === question).graded.verdict;
    deck.set(test.questions, "all", null, verdictOf);
    parts.list.dataset.mode = "review";
    [parts.side, parts.list].forEach((part) => show(part, true));
    const answered = test.questions.filter((question) => isAnswered(question.item, answerOf(question))).length;
    const [sum] = tally(results, () => "");
    const numbers = { got: words.number(sum.got), of: words.number(sum.all), percent: percent(sum.got, sum.all) };
    const minutes = Math.max(1, Math.round((paper().finished - paper().start) / MINUTE));
    showResults(app, {
      title: `${parts.paperResults}: ${paper().name}`,
      found: results,
      summary: words.say("results_summary", { done: answered, all: test.questions.length, ...numbers }),
      more: [
        paper().isOver ? words.say("over") : "",
        words.say("taken", { minutes: words.say("minutes", { n: minutes }) }),
      ],
    });
    parts.back.textContent = parts.paperLeave;
    show(parts.another, true);
    show(parts.retry, false);
  };

  test.leave = function () {
    clearInterval(test.timer);
    app.state.paper = null;
    app.save();
    onLeave();
  };
  return test;
}

function prepare(app, mode) {
  app.mode = mode;
  const { parts } = app;
  [parts.tools, parts.toPaper, parts.setup, parts.results, parts.bar, parts.outcome, parts.toResults].forEach((part) => show(part, false));
  parts.saidNow.textContent = "";
}

// The drawn questions in the order of the test, with their answers shuffled as Moodle does.
function held(app) {
  const { items, seed } = app.state.paper;
  const known = new Map(app.questions.map((question) => [question.id, question]));
  const questions = items.map(({ id }) => known.get(id)).filter((question) => isMarked(question.item));
  questions.filter((question) => question.input.size).forEach((question) => {
    const places = Array.from({ length: question.input.size }, (_, place) => place);
    question.input.arrange(shuffled(places, seedOf(seed, question.id)));
  });
  return questions;
}

function review(question, answer) {
  question.input.write(answer);
  const graded = score(question.item, answer);
  render(question, { checked: true }, "review");
  reveal(question, graded, { answer }, "review", null);
  return { question, graded, points: question.item.points, share: graded.share };
}

function progress(app, test, answerOf) {
  const { parts, words } = app;
  const done = test.questions.filter((question) => isAnswered(question.item, answerOf(question))).length;
  parts.done.textContent = words.say("progress", { done, all: test.questions.length });
  parts.meter.style.width = `${percent(done, test.questions.length)}%`;
}
