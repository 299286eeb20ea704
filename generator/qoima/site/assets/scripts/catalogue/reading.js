// What the page holds: the facets with their boxes, the rows with their facts.

export function readFacets(page) {
  return [...page.querySelectorAll(".q-facet")].map((element) => {
    const boxes = [...element.querySelectorAll("input")];
    const labels = boxes.map((box) => box.parentElement);
    const counts = labels.map((label) => label.querySelector("small"));
    return {
      name: element.dataset.name,
      values: boxes.map((box) => box.value),
      names: labels.map((label) => label.querySelector("span").textContent),
      box: (number) => boxes[number],
      listen: (said) => boxes.forEach((box, number) => box.addEventListener("change", () => said(number, box.checked))),
      open: (chosen) => {
        if (chosen.size) element.open = true;
      },
      show: (chosen, left) =>
        boxes.forEach((box, number) => {
          box.checked = chosen.has(number);
          counts[number].textContent = left[number];
          labels[number].classList.toggle("q-zero", !left[number] && !box.checked);
        }),
    };
  });
}

// The first rows stand in the list, the rest waits in a <noscript>: text to a browser that runs scripts, so that a page
// of thousands is there as soon as one of a hundred. The generator has escaped it as it has the page.
function elements(group) {
  const rest = document.createElement("template");
  const waiting = group.querySelector("noscript");
  if (waiting) rest.innerHTML = waiting.textContent;
  return [...group.querySelectorAll(".q-entries > li"), ...rest.content.querySelectorAll("li")];
}

// data-v: "0.1 2.0", facet and value by number; data-o: place by code, and credits.
export function readRows(group, facets, folded) {
  return elements(group).map((element) => {
    const values = Array.from({ length: facets }, () => []);
    for (const token of element.dataset.v.split(" ").filter(Boolean)) {
      const [facet, value] = token.split(".");
      values[facet].push(Number(value));
    }
    const [code, credits] = element.dataset.o.split(" ");
    const text = folded(`${element.querySelector(".q-code").textContent} ${element.dataset.also}`);
    return { element, values, text, code: Number(code), credits: credits ? Number(credits) : null };
  });
}
