// The search, loaded when it is opened first: the dialog, and an index that comes in small files.
import { dialog, entry, groups, moreButton } from "./view.js";
import { find } from "./find.js";
import { loader, opened } from "./store.js";
import { wording } from "./wording.js";

const PAGES = 10;
const PAUSE = 120;

const root = document.currentScript.src.replace(/[^/]*\/[^/]*$/, "");
const load = loader(`${root}search/`);
let parts = null;
let index = null;
let say = null;
let turn = 0;

async function start() {
  index = opened(await load("start"));
  say = wording(index.language, index.words);
  parts = dialog(say);
  document.body.append(parts.dialog);
  listen();
}

async function open() {
  try {
    if (!parts) await (start.done ??= start());
  } catch {
    start.done = null;
    location.href = `${root}catalogue.html`;
    return;
  }
  if (!parts.dialog.open) parts.dialog.showModal();
  parts.input.focus();
  parts.input.select();
}

function listen() {
  let waiting = 0;
  parts.input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, PAUSE);
  });
  parts.close.addEventListener("click", () => parts.dialog.close());
  // A click outside of the box falls on the dialog itself.
  parts.dialog.addEventListener("click", (event) => event.target === parts.dialog && parts.dialog.close());
  parts.found.addEventListener("click", (event) => event.target.closest("a") && parts.dialog.close());
  parts.dialog.addEventListener("keydown", (event) => key(event));
}

function key(event) {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const links = [...parts.found.querySelectorAll("a, button")];
  const at = links.indexOf(document.activeElement);
  if (event.key === "ArrowDown" && links.length) (links[at + 1] ?? links[at]).focus();
  else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] ?? parts.input).focus();
  else if (event.key === "Enter" && document.activeElement === parts.input) first();
  else return;
  event.preventDefault();
}

// Enter may be pressed before the results are there.
async function first() {
  if (parts.input.value !== search.shown) await search();
  parts.found.querySelector("a")?.click();
}

async function search() {
  const text = parts.input.value;
  const mine = ++turn;
  const slow = setTimeout(() => mine === turn && (parts.status.textContent = say("wait")), 400);
  try {
    const result = text.trim() ? await find(index, load, text) : null;
    const shown = result ? await entries(result, 0) : [];
    if (mine !== turn) return;
    show(result, shown);
    search.shown = text;
  } catch {
    if (mine === turn) parts.status.textContent = say("failed");
  } finally {
    clearTimeout(slow);
  }
}

// The pages from the place `from` on, with their kinds.
async function entries(result, from) {
  const here = result.pages.slice(from, from + PAGES);
  const pages = await Promise.all(here.map(({ page }) => load(`page-${page}`)));
  return here.map(({ page, section }, n) => ({
    kind: index.kindOf[page],
    entry: entry(index.tables, root, { page: pages[n], section, marks: result.marks }),
  }));
}

function show(result, shown) {
  parts.found.replaceChildren();
  parts.found.scrollTop = 0;
  parts.status.textContent = result ? said(result) : "";
  if (!shown.length) return;
  const kinds = [...new Set(shown.map(({ kind }) => kind))];
  const list = kinds.map((kind) => ({ kind, entries: shown.filter((one) => one.kind === kind).map((one) => one.entry) }));
  parts.found.append(...groups(say, list));
  more(result, PAGES);
}

function said({ pages, all, whole, changed }) {
  if (!pages.length) return say("nothing");
  const texts = [say("found", { n: pages.length })];
  if (changed.length) texts.unshift(say("changed", { words: changed.join(", ") }));
  if (!all) texts.push(say(whole ? "few" : "some"));
  return texts.join(" ");
}

function more(result, from) {
  if (result.pages.length <= from) return;
  const button = moreButton(say, Math.min(PAGES, result.pages.length - from));
  const mine = turn;
  button.addEventListener("click", async () => {
    const next = await entries(result, from);
    if (mine !== turn) return;
    button.remove();
    const known = new Map([...parts.found.querySelectorAll("section")].map((one) => [one.firstChild.id, one]));
    for (const { kind, entry: one } of next) {
      const group = known.get(`q-search-${kind}`) ?? groups(say, [{ kind, entries: [] }])[0];
      known.set(`q-search-${kind}`, group);
      group.lastChild.append(one);
      if (!group.isConnected) parts.found.append(group);
    }
    more(result, from + PAGES);
    next[0].entry.querySelector("a").focus();
  });
  parts.found.append(button);
}

window.qoimaFinder = { open };
