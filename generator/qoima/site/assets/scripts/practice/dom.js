// Small steps on the page. Texts come in as texts: nothing here reads HTML.

export function made(name, className, ...content) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...content);
  return element;
}

export function added(parent, name, className, ...content) {
  const child = made(name, className, ...content);
  parent.append(child);
  return child;
}

export function show(element, isShown) {
  if (element) element.hidden = !isShown;
}

export function button(className, text, onClick) {
  const element = made("button", `q-button ${className}`.trim(), text);
  element.type = "button";
  element.addEventListener("click", onClick);
  return element;
}

// A copy of what stands in the page; its ids stay with the original.
export function copied(element) {
  const copy = element.cloneNode(true);
  copy.removeAttribute("id");
  copy.querySelectorAll("[id]").forEach((part) => part.removeAttribute("id"));
  return copy;
}

// A radio button or box with its text; `switchOf` is the input.
export function choice(type, name, value, text) {
  const input = made("input");
  Object.assign(input, { type, name, value });
  const label = made("label", "q-switch", input, made("span", "", text));
  return { label, input };
}

// Asks in a dialogue of the page; true for yes. The focus comes back to where it was.
export function asked(dialog) {
  return new Promise((resolve) => {
    const listening = new AbortController();
    const end = (answer) => {
      listening.abort();
      dialog.close();
      resolve(answer);
    };
    const on = (type, act) => dialog.addEventListener(type, act, { signal: listening.signal });
    on("click", (event) => {
      const pressed = event.target.closest("button");
      if (pressed) end(pressed.value === "yes");
    });
    on("cancel", () => end(false));
    // The news of an earlier close may come when the dialogue is open again.
    on("close", () => dialog.open || end(false));
    dialog.showModal();
  });
}

export function letter(place) {
  return place < 26 ? String.fromCharCode(65 + place) : String(place + 1);
}
