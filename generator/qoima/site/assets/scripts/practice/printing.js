// Questions on paper, and their answers on a page of their own at the end where the reader wants them.

import { added, asked, copied } from "./dom.js";

const CLASS = "q-prints-key";

export async function print(app) {
  const { parts } = app;
  if (!(await asked(parts.askPrint))) return;
  const withKey = parts.askPrint.querySelector("input").checked;
  parts.printedKey.querySelectorAll(".q-printed").forEach((row) => row.remove());
  if (withKey) app.deck.held.filter((question) => question.key).forEach((question) => keyOf(app, question));
  parts.printedKey.hidden = !withKey;
  document.body.classList.toggle(CLASS, withKey);
  const after = () => {
    parts.printedKey.hidden = true;
    document.body.classList.remove(CLASS);
  };
  window.addEventListener("afterprint", after, { once: true });
  window.print();
}

function keyOf(app, question) {
  const { item, input, key } = question;
  const row = added(app.parts.printedKey, "div", "q-printed");
  added(row, "h3", "", question.title.textContent);
  if (item.kind === "choice") {
    const letters = item.right.map(input.letterOf).sort().join(", ");
    added(row, "p", "", app.words.say("right_answers", { answers: letters }));
  } else {
    row.append(...[...key.querySelectorAll(".q-answers, .q-model")].map(copied));
  }
  row.append(...[...key.querySelectorAll(".q-why")].map(copied));
}
