// Choosing a test: which control, how long, how much time.

import { choice, show } from "./dom.js";
import { offers } from "./draw.js";
import { isMarked } from "./scoring.js";

const PACES = [
  ["time_exact", 1],
  ["time_half_more", 1.5],
  ["time_double", 2],
];

// Shows the panel; `onStart` gets {paper, offer, minutes: null for no limit}.
export function setupOf(app, onStart) {
  const { data, parts, words } = app;
  const chosen = { paper: null, offer: null, minutes: null };

  function choosePaper(paper) {
    chosen.paper = paper;
    parts.facts.textContent = facts(paper, words);
    const found = offers(paper, available(pool(app, paper)));
    radios(parts.length, "q-length", found.map((offer) => [offerText(offer, words), offer]), chooseOffer);
  }

  function chooseOffer(offer) {
    chosen.offer = offer;
    const paces = offer.minutes === null ? [] : PACES;
    const rows = paces.map(([key, times]) => {
      const minutes = Math.ceil(offer.minutes * times);
      return [words.say(key, { minutes: words.say("minutes", { n: minutes }) }), minutes];
    });
    radios(parts.time, "q-time", [...rows, [words.say("time_none"), null]], (minutes) => (chosen.minutes = minutes));
  }

  const papers = data.papers.filter((paper) => offers(paper, available(pool(app, paper))).length);
  parts.start.addEventListener("click", () => onStart({ ...chosen }));
  return {
    isPossible: papers.length > 0,
    open() {
      radios(parts.which, "q-which", papers.map((paper) => [paper.name, paper]), choosePaper);
      parts.list.dataset.mode = "setup";
      const others = [parts.side, parts.list, parts.bar, parts.outcome, parts.results];
      others.forEach((part) => show(part, false));
      show(parts.setup, true);
      parts.setupHead.focus({ preventScroll: true });
      parts.setup.scrollIntoView({ block: "start" });
    },
  };
}

// The questions that a test may ask: marked by machine, on the topics of its control.
export function pool(app, paper) {
  const topics = paper.topics.map((place) => app.topics[place]);
  return app.questions.filter((question) => isMarked(question.item) && topics.includes(question.topic));
}

function available(questions) {
  const counts = {};
  questions.forEach(({ item }) => (counts[item.level] = (counts[item.level] || 0) + 1));
  return counts;
}

function facts(paper, words) {
  const said = [words.say("given_in", { n: paper.questions })];
  said.push(paper.minutes === null ? words.say("unlimited") : words.say("minutes", { n: paper.minutes }));
  if (paper.attempts !== null) said.push(words.say("attempts", { n: paper.attempts }));
  if (paper.mix) {
    const levels = Object.entries(paper.mix).map(([level, share]) => [words.level(level), words.number(share)]);
    said.push(...levels.map(([level, share]) => words.say("level_share", { level, percent: share })));
  }
  return words.say("paper_facts", { facts: said.join(", ") });
}

function offerText(offer, words) {
  const questions = words.say("given_in", { n: offer.size });
  const minutes = offer.minutes === null ? words.say("unlimited") : words.say("minutes", { n: offer.minutes });
  const lacking = Object.entries(offer.lacking).map(([level, count]) => `${level ? words.level(level) : words.say("any_level")} — ${count}`);
  return words.say(`draw_${offer.kind}`, { questions, minutes, lacking: lacking.join(", ") });
}

// Radio buttons for `rows` of [text, value]; the first one is chosen.
function radios(parent, name, rows, onChoose) {
  const labels = rows.map(([text, value], place) => {
    const one = choice("radio", name, String(place), text);
    one.input.checked = place === 0;
    one.input.addEventListener("change", () => onChoose(value));
    return one.label;
  });
  parent.replaceChildren(...labels);
  onChoose(rows[0][1]);
}
