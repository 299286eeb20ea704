// Where the reader answers: a control for each kind, made of the texts that stand in the page.
//
// A control can `read` and `write` its answer, `arrange` what it offers, say what was `chosen` in words, and `mark`
// each part of the answer as right or wrong; `clear` takes the marks away.

import { added, letter, made } from "./dom.js";

export function inputOf(section, item, words) {
  if (item.kind === "choice" || item.kind === "true-false") return options(section, item, words);
  if (item.kind === "matching") return pairs(section, item, words);
  if (item.kind === "text-only") return null;
  return field(section, item, words);
}

function options(section, item, words) {
  const list = section.querySelector(".q-options");
  const type = item.several ? "checkbox" : "radio";
  const rows = [...list.children].map((row, place) => optionRow(row, place, type, item));
  const read = () => rows.filter((row) => row.input.checked).map((row) => row.place);
  const control = {
    element: list,
    how: words.say(item.several ? "several" : "one"),
    first: () => list.querySelector("input"),
    read,
    write: (answer) => rows.forEach((row) => (row.input.checked = (answer || []).includes(row.place))),
    arrange(order) {
      if (item.kind === "true-false") return;
      order.forEach((place) => list.append(rows[place].row));
      [...list.querySelectorAll(".q-letter")].forEach((sign, place) => (sign.textContent = letter(place)));
    },
    size: rows.length,
    letterOf: (place) => rows[place].row.querySelector(".q-letter")?.textContent || null,
    mark: () => rows.forEach((row) => markOption(row, item, words)),
    clear: () => rows.forEach(unmark),
  };
  control.arrange(rows.map((row) => row.place));
  return control;
}

function optionRow(row, place, type, item) {
  const input = made("input");
  Object.assign(input, { type, name: `q-${item.id}`, value: String(place) });
  const text = made("span", "q-option-text", ...row.childNodes);
  const label = made("label", "", input);
  if (item.kind === "choice") label.append(made("span", "q-letter"));
  label.append(text);
  row.className = "q-option";
  row.append(label);
  return { row, place, input };
}

// What is right and what was chosen is said in words; colour only repeats it.
function markOption(row, item, words) {
  const isRight = item.right.includes(row.place);
  const isChosen = row.input.checked;
  row.row.dataset.state = isRight ? "right" : isChosen ? "wrong" : "other";
  const said = [];
  if (isRight) said.push(words.say("right_answer"));
  else if (isChosen) said.push(words.say("wrong"));
  if (isChosen) said.push(words.say("your_answer"));
  if (said.length) inPageLanguage(added(row.row, "p", "q-told", said.join(" · ")), words);
}

function unmark(row) {
  delete row.row.dataset.state;
  row.row.querySelectorAll(".q-told, .q-note").forEach((mark) => mark.remove());
}

function field(section, item, words) {
  const isLong = item.kind === "essay";
  const input = made(isLong ? "textarea" : "input", "q-input");
  if (isLong) input.rows = 8;
  else Object.assign(input, { type: "text", autocomplete: "off", autocapitalize: "none" });
  input.spellcheck = isLong;
  input.lang = section.querySelector(".q-stem").lang;
  const label = made("label", "q-typed", made("span", "", words.say("type_answer")), input);
  section.querySelector(".q-stem").after(label);
  return {
    element: label,
    how: "",
    first: () => input,
    read: () => input.value,
    write: (answer) => (input.value = typeof answer === "string" ? answer : ""),
    arrange() {},
    size: 0,
    letterOf: () => null,
    mark: (graded) => (label.dataset.state = graded ? graded.verdict : "other"),
    clear: () => delete label.dataset.state,
  };
}

function pairs(section, item, words) {
  const lefts = section.querySelector(".q-lefts");
  const rights = section.querySelector(".q-rights");
  const sides = [...rights.children];
  // A drop-down list shows no formulas and no pictures: then it offers the letters of the list.
  const arePlain = sides.every((side) => !side.querySelector(".katex, img"));
  const texts = sides.map((side) => side.textContent.trim());
  const rows = [...lefts.children].map((row, place) => pairRow(row, `q-${item.id}-${place}`, section));
  if (arePlain) rights.classList.add("q-paper-only");
  else rights.after(lefts);

  function arrange(order) {
    const held = read();
    order.forEach((place) => rights.append(sides[place]));
    const name = (place, at) => (arePlain ? texts[place] : lettered(sides[place], texts[place], at));
    rows.forEach((row) => {
      row.select.replaceChildren(new Option(words.say("pair"), ""));
      order.forEach((place, at) => row.select.append(new Option(name(place, at), String(place))));
    });
    write(held);
  }
  const read = () => rows.map((row) => (row.select.value === "" ? null : Number(row.select.value)));
  const write = (answer) =>
    rows.forEach((row, line) => (row.select.value = answer && answer[line] !== null ? String(answer[line] ?? "") : ""));
  arrange(sides.map((_, place) => place));
  return {
    element: lefts,
    how: "",
    first: () => rows[0].select,
    read,
    write,
    arrange,
    size: sides.length,
    letterOf: (place) => letter([...rights.children].indexOf(sides[place])),
    mark() {
      read().forEach((place, line) => {
        const isRight = place === item.pairs[line];
        rows[line].row.dataset.state = isRight ? "right" : "wrong";
        const said = isRight ? words.say("right") : `${words.say("wrong")} · ${words.say("right_answer")}: `;
        const mark = inPageLanguage(added(rows[line].row, "p", "q-told", said), words);
        if (!isRight) mark.append(...[...sides[item.pairs[line]].childNodes].map((part) => part.cloneNode(true)));
      });
    },
    clear: () => rows.forEach(unmark),
  };
}

function lettered(side, text, at) {
  return side.querySelector(".katex, img") ? letter(at) : `${letter(at)} · ${text}`;
}

function pairRow(row, id, section) {
  const text = made("span", "q-left", ...row.childNodes);
  text.id = `${id}-left`;
  const select = made("select", "q-input");
  select.setAttribute("aria-labelledby", text.id);
  select.lang = section.querySelector(".q-stem").lang;
  row.className = "q-couple";
  row.append(text, select);
  return { row, select };
}

// Words of the page inside a text of another language.
function inPageLanguage(element, words) {
  element.lang = words.language;
  return element;
}
