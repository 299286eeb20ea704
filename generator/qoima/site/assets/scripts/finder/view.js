// The dialog: a field, and below it the pages found, as links in groups.
import { excerpt, marked } from "./excerpt.js";

const ICONS = {
  close: "M19 6.41 17.59 5 12 10.59 6.41 5 5 6.41 10.59 12 5 17.59 6.41 19 12 13.41 17.59 19 19 17.59 13.41 12z",
  glass: "M9.5 3A6.5 6.5 0 0 1 16 9.5c0 1.61-.59 3.09-1.56 4.23l.27.27h.79l5 5-1.5 1.5-5-5v-.79l-.27-.27A6.52 6.52 0 0 1 9.5 16 6.5 6.5 0 0 1 3 9.5 6.5 6.5 0 0 1 9.5 3m0 2C7 5 5 7 5 9.5S7 14 9.5 14 14 12 14 9.5 12 5 9.5 5",
};

function element(name, given = {}, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(given)) made.setAttribute(key, value);
  made.append(...inside);
  return made;
}

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

function pieces(list) {
  return list.map(({ text, language, marked: found }) => {
    if (!found && !language) return text;
    const made = element(found ? "mark" : "span", {}, text);
    if (language) made.lang = language;
    return made;
  });
}

// `say(key, values)` gives the words of the interface.
export function dialog(say) {
  const input = element("input", {
    type: "search",
    id: "q-search-field",
    class: "q-search-field",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    enterkeyhint: "search",
    placeholder: say("placeholder"),
    "aria-controls": "q-search-found",
    "aria-describedby": "q-search-keys",
  });
  const label = element("label", { for: "q-search-field", class: "q-search-label" }, icon("glass"));
  label.append(element("span", { class: "q-search-hidden" }, say("label")));
  const close = element("button", { type: "button", class: "q-search-close", "aria-label": say("close") }, icon("close"));
  const status = element("p", { class: "q-search-status", role: "status", "aria-live": "polite" });
  const found = element("div", { id: "q-search-found", class: "q-search-found", tabindex: "-1" });
  const keys = element("p", { id: "q-search-keys", class: "q-search-keys" }, say("keys"));
  const box = element("div", { class: "q-search-box" });
  box.append(element("div", { class: "q-search-head", role: "search" }, label, input, close), status, found, keys);
  const made = element("dialog", { class: "q-search", "aria-label": say("label") }, box);
  return { dialog: made, input, status, found, close };
}

// One page: a link to the place where the words stand.
export function entry(tables, root, { page, section, marks }) {
  const [path, sections] = page;
  const [, title, titleLanguage] = sections[0];
  const here = sections[section];
  const link = element("a", { href: root + path + (here[0] ? `#${encodeURIComponent(here[0])}` : "") });
  const name = element("span", { class: "q-search-title" }, ...pieces(marked(tables, title, marks, titleLanguage)));
  link.append(name);
  if (section && here[1]) {
    link.append(element("span", { class: "q-search-where" }, ...pieces(marked(tables, here[1], marks, here[2]))));
  }
  const text = pieces(excerpt(tables, here, marks));
  if (text.length) link.append(element("span", { class: "q-search-text" }, ...text));
  return element("li", {}, link);
}

// Entries in groups, `[{ kind, entries }]`.
export function groups(say, list) {
  return list.map(({ kind, entries }) => {
    const id = `q-search-${kind}`;
    const heading = element("h2", { id, class: "q-search-kind" }, say(`kind.${kind}`));
    return element("section", { "aria-labelledby": id }, heading, element("ul", { class: "q-search-list" }, ...entries));
  });
}

export function moreButton(say, count) {
  return element("button", { type: "button", class: "q-search-more" }, say("more", { n: count }));
}
