// The quiz of a practice page. The questions stand in the page; keys, weights and notes in its JSON script element.
// Nothing is fetched, stored or sent.
(function () {
  "use strict";

  const element = document.querySelector("script.q-data");
  if (!element) return;
  const data = JSON.parse(element.textContent);
  const progress = document.querySelector(".q-progress");
  const questions = Object.keys(data.items).map(question);
  const total = questions.reduce((sum, { item }) => sum + item.points, 0);

  // Browsers do not know how numbers are written in Kazakh.
  function number(value) {
    return String(Math.round(value * 100) / 100).replace(".", data.decimal_sign);
  }

  function fill(template, values) {
    return template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  function add(parent, name, className, text) {
    const child = document.createElement(name);
    child.className = className;
    if (text) child.textContent = text;
    parent.append(child);
    return child;
  }

  // Notes are HTML that the generator has sanitised.
  function addNote(parent, html, language) {
    const note = add(parent, "div", "q-note");
    note.lang = language;
    note.innerHTML = html;
    if (window.qoimaFormulas) window.qoimaFormulas(note);
    return note;
  }

  function question(id) {
    const form = document.getElementById(id);
    const parts = {
      item: data.items[id],
      form,
      fieldset: form.querySelector("fieldset"),
      inputs: [...form.querySelectorAll(".q-option input")],
      button: form.querySelector("button"),
      ask: form.querySelector(".q-ask"),
      result: form.querySelector(".q-result"),
      language: form.querySelector(".q-stem").lang,
      earned: null,
    };
    parts.button.hidden = parts.button.disabled = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (parts.earned === null) check(parts);
      else again(parts);
    });
    form.addEventListener("change", () => (parts.ask.textContent = ""));
    return parts;
  }

  function check(parts) {
    const chosen = parts.inputs.map((input) => input.checked);
    if (!chosen.includes(true)) {
      parts.ask.textContent = data.words.choose;
      return;
    }
    const options = parts.item.options;
    const percent = options.reduce((sum, option, i) => sum + (chosen[i] ? option.percent : 0), 0);
    const isRight = options.every((option, i) => option.right === chosen[i]);
    const share = isRight ? 1 : Math.min(1, Math.max(0, percent / 100));
    parts.earned = share * parts.item.points;
    parts.fieldset.disabled = true;
    parts.button.textContent = data.words.again;
    parts.inputs.forEach((input, i) => mark(parts, input, options[i], chosen[i]));
    const verdict = isRight ? "right" : share > 0 ? "partly" : "wrong";
    parts.form.dataset.verdict = verdict;
    show(parts, verdict);
    showProgress();
  }

  // What is right and what was chosen is said in words; colour only repeats it.
  function mark(parts, input, option, isChosen) {
    const row = input.closest(".q-option");
    row.dataset.state = option.right ? "right" : isChosen ? "wrong" : "other";
    const said = [];
    if (option.right) said.push(data.words.right_answer);
    else if (isChosen) said.push(data.words.wrong);
    if (isChosen) said.push(data.words.your_answer);
    if (said.length) add(row, "p", "q-said", said.join(" · "));
    if (option.note) addNote(row, option.note, parts.language);
  }

  function show(parts, verdict) {
    const points = { got: number(parts.earned), all: number(parts.item.points) };
    const line = add(parts.result, "p", "q-verdict");
    add(line, "strong", "", data.words[verdict]);
    line.append(" · " + fill(data.words.points, points));
    if (parts.item.explanation) addNote(parts.result, parts.item.explanation, parts.language);
    parts.result.hidden = false;
    parts.result.focus({ preventScroll: true });
    parts.result.scrollIntoView({ block: "nearest" });
  }

  function again(parts) {
    clear(parts);
    showProgress();
    parts.inputs[0].focus();
  }

  function clear(parts) {
    parts.earned = null;
    parts.fieldset.disabled = false;
    parts.button.textContent = data.words.check;
    parts.ask.textContent = "";
    parts.result.hidden = true;
    parts.result.replaceChildren();
    delete parts.form.dataset.verdict;
    parts.inputs.forEach((input) => {
      const row = input.closest(".q-option");
      input.checked = false;
      delete row.dataset.state;
      row.querySelectorAll(".q-said, .q-note").forEach((note) => note.remove());
    });
  }

  function showProgress() {
    const answered = questions.filter(({ earned }) => earned !== null);
    const points = answered.reduce((sum, { earned }) => sum + earned, 0);
    progress.querySelector(".q-progress-line").textContent =
      fill(data.words.progress, { done: answered.length, all: questions.length }) +
      " · " +
      fill(data.words.points, { got: number(points), all: number(total) }).replaceAll(" ", "\u00a0");
    progress.querySelector("progress").value = answered.length;
  }

  if (!questions.length) return;
  progress.hidden = false;
  showProgress();
  progress.querySelector("button").addEventListener("click", () => {
    questions.forEach(clear);
    showProgress();
    questions[0].inputs[0].focus();
  });
})();
