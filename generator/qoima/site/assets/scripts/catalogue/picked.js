// What has been chosen, as a row of buttons that take it back.

export function showPicked(list, facets, chosen, take) {
  const picked = facets.flatMap((facet, number) => [...chosen[number]].sort((a, b) => a - b).map((value) => [number, value]));
  list.replaceChildren(...picked.map(([facet, value]) => button(list, facets[facet], facet, value, take)));
  list.hidden = !picked.length;
}

function button(list, { names, box }, facet, value, take) {
  const entry = document.createElement("li");
  const made = document.createElement("button");
  const name = document.createElement("span");
  const remove = document.createElement("span");
  made.type = "button";
  made.className = "q-chip";
  name.textContent = names[value];
  remove.className = "q-cross";
  remove.setAttribute("role", "img");
  remove.setAttribute("aria-label", list.dataset.remove);
  made.append(name, remove);
  made.addEventListener("click", () => {
    take(facet, value, false);
    focusAfter(list, box(value));
  });
  entry.append(made);
  return entry;
}

// The button that was pressed is gone; the reader goes on from the next one, or from the box it stood for.
function focusAfter(list, box) {
  const next = list.querySelector("button");
  const shown = box.checkVisibility ? box.checkVisibility() : box.offsetParent !== null;
  (next || (shown ? box : document.getElementById("q-text"))).focus();
}
