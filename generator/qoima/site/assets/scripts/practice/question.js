// One question of the page as a form: what the reader answers, checks, reads. What is right is decided elsewhere.

import { added, button, choice, copied, made, show } from "./dom.js";
import { inputOf } from "./inputs.js";

const SELF = ["full", "part", "none"];

// `events` are called with the question: changed, checked, again, hinted.
export function questionOf(section, item, words, events) {
  const question = {
    item,
    section,
    id: item.id,
    topic: section.closest(".q-subject"),
    title: section.querySelector(".q-heading"),
    name: section.querySelector(".q-heading").textContent,
    isAsked: item.kind !== "text-only",
    words,
  };
  question.input = inputOf(section, item, words);
  const key = section.querySelector(".q-solution");
  question.key = key;
  show(key, false);
  question.hints = [...section.querySelectorAll(".q-hint")].map((hint, place) => hintBox(hint, place, words));
  question.form = formOf(question);
  if (question.isAsked) actions(question, events);
  return question;
}

function formOf(question) {
  const { section, title, input, words } = question;
  const stem = section.querySelector(".q-stem");
  stem.id = `${question.id}-stem`;
  title.id = `${question.id}-number`;
  title.tabIndex = -1;
  if (!question.isAsked) return null;
  const form = made("form", "");
  form.autocomplete = "off";
  form.noValidate = true;
  const fieldset = added(form, "fieldset", "");
  fieldset.setAttribute("aria-labelledby", `${title.id} ${stem.id}`);
  added(fieldset, "legend", "", title);
  const keep = [...section.children].filter((part) => part !== form && !part.matches(".q-solution, .q-hints, .q-hint"));
  fieldset.append(...keep);
  if (input.how) fieldset.append(made("p", "q-how", input.how));
  fieldset.append(input.element);
  question.fieldset = fieldset;
  question.hintsBox = added(form, "div", "q-hints", ...question.hints);
  question.hintsBox.setAttribute("aria-live", "polite");
  question.result = added(form, "div", "q-result");
  question.result.tabIndex = -1;
  question.result.hidden = true;
  section.prepend(form);
  return form;
}

function hintBox(details, place, words) {
  const box = made("div", "q-hint q-hint-open", made("strong", "", words.say("hint_shown", { n: place + 1 })));
  box.append(...[...details.children].filter((part) => part.tagName !== "SUMMARY"));
  details.remove();
  box.hidden = true;
  return box;
}

function actions(question, events) {
  const { form, words } = question;
  const row = added(form, "p", "q-check");
  question.check = made("button", "q-button q-main", words.say("check"));
  question.check.type = "submit";
  question.again = button("", words.say("again"), () => events.again(question));
  question.hint = button("", "", () => events.hinted(question));
  row.append(question.check, question.again, question.hint);
  question.ask = added(row, "span", "q-ask");
  question.ask.setAttribute("role", "status");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    events.checked(question);
  });
  question.fieldset.addEventListener("input", () => {
    question.ask.textContent = "";
    events.changed(question);
  });
}

// How far the reader is: `mode` is practice, paper (nothing is told) or review (nothing can be changed).
export function render(question, state, mode) {
  if (!question.isAsked) return;
  const { hints, words } = question;
  const isOpen = mode !== "paper" && (state.checked || mode === "review");
  question.ask.textContent = "";
  // Not the fieldset: a wide formula or listing within it must still be reached by keyboard, to be scrolled.
  question.fieldset.querySelectorAll("input, select, textarea").forEach((control) => (control.disabled = isOpen));
  const shown = mode === "practice" ? Math.min(state.hints || 0, hints.length) : 0;
  hints.forEach((hint, place) => show(hint, place < shown));
  show(question.check, mode === "practice" && !isOpen);
  show(question.again, mode === "practice" && isOpen);
  show(question.hint, mode === "practice" && !isOpen && shown < hints.length);
  if (shown < hints.length) question.hint.textContent = words.say("hint", { n: shown + 1, all: hints.length });
  question.input.clear();
  question.result.replaceChildren();
  show(question.result, isOpen);
  delete question.section.dataset.verdict;
}

export function ask(question, key) {
  question.ask.textContent = question.words.say(key);
  question.input.first().focus();
}

// The verdict, the notes on the answer, and the explanation.
export function reveal(question, graded, state, mode, onJudged) {
  const { words, result, item, input } = question;
  if (graded) {
    question.section.dataset.verdict = graded.verdict;
    const points = { got: words.number(graded.share * item.points), all: words.number(item.points) };
    const line = added(result, "p", "q-verdict", made("strong", "", words.say(graded.verdict)));
    line.append(` · ${words.say("points", points)}`);
  }
  input.mark(graded);
  notes(question, graded, state);
  if (item.kind === "essay") essay(question, state, mode, onJudged);
  const why = question.key?.querySelector(".q-why");
  if (why) result.append(made("p", "q-label", words.say("explanation")), copied(why));
  if (mode === "practice" && state.hints) added(result, "p", "q-aside", words.say("hints_used", { n: state.hints }));
}

function notes(question, graded, state) {
  const { item, input, key, result, words } = question;
  const found = new Map([...(key?.querySelectorAll("[data-note]") || [])].map((note) => [Number(note.dataset.note), note]));
  const isChosen = item.kind === "choice" || item.kind === "true-false";
  const given = isChosen ? state.answer || [] : graded && graded.note !== null ? [graded.note] : [];
  const lang = question.section.querySelector(".q-stem").lang;
  given.filter((place) => found.has(place)).forEach((place) => {
    const text = copied(found.get(place).querySelector("dd"));
    const note = made("div", "q-note", ...text.childNodes);
    note.lang = lang;
    if (isChosen) input.element.querySelector(`input[value="${place}"]`).closest("li").append(note);
    else result.append(note);
    found.delete(place);
  });
  if (!isChosen && item.kind !== "matching") {
    const answers = key?.querySelector(".q-answers");
    if (answers && graded && graded.verdict !== "right") {
      result.append(made("p", "q-label", words.say("right_answer")), copied(answers));
    }
    return;
  }
  if (found.size) result.append(otherNotes(question, found, lang));
}

function otherNotes(question, found, lang) {
  const { input, words } = question;
  const list = made("dl", "q-remarks");
  list.lang = lang;
  [...found].forEach(([place, note]) => {
    const row = copied(note);
    const sign = input.letterOf(place);
    if (sign) row.querySelector("dt").textContent = sign;
    list.append(row);
  });
  const rows = [...list.children];
  rows.sort((a, b) => a.querySelector("dt").textContent.localeCompare(b.querySelector("dt").textContent));
  list.append(...rows);
  return made("details", "q-details", made("summary", "", words.say("other_notes")), list);
}

// Nobody marks a written answer here: the reader compares it with what a good one has.
function essay(question, state, mode, onJudged) {
  const { words, result, key } = question;
  const model = key?.querySelector(".q-model");
  if (model) result.append(made("p", "q-label", words.say("model_answer")), copied(model));
  else added(result, "p", "", words.say("no_model_answer"));
  if (mode !== "practice") return;
  const fieldset = added(result, "fieldset", "q-self", made("legend", "", words.say("self_question")));
  SELF.forEach((value) => {
    const one = choice("radio", `q-self-${question.id}`, value, words.say(`self_${value}`));
    one.input.checked = state.self === value;
    one.input.addEventListener("change", () => onJudged(value));
    fieldset.append(one.label);
  });
}
