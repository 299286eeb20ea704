// The button and the keys that open the search. The search itself, and its index, come when it is opened first.
(function () {
  "use strict";

  const button = document.querySelector(".q-search-open");
  const assets = document.currentScript.src.replace(/[^/]*$/, "");
  if (!button) return;
  button.setAttribute("aria-keyshortcuts", "/ Control+K");

  function open() {
    if (window.qoimaFinder) {
      window.qoimaFinder.open();
      return;
    }
    if (button.getAttribute("aria-busy")) return;
    button.setAttribute("aria-busy", "true");
    const script = document.createElement("script");
    script.src = `${assets}finder.js`;
    script.onload = () => {
      button.removeAttribute("aria-busy");
      window.qoimaFinder.open();
    };
    script.onerror = () => {
      location.href = button.href;
    };
    document.head.append(script);
  }

  function isTyping(element) {
    return element instanceof HTMLElement && (element.isContentEditable || element.matches("input, textarea, select"));
  }

  // Besides the button of the header, what looks like a field of the home page.
  for (const opener of [button, ...document.querySelectorAll("[data-search-open]")]) {
    opener.setAttribute("role", "button");
    opener.setAttribute("aria-haspopup", "dialog");
    opener.addEventListener("click", (event) => {
      event.preventDefault();
      open();
    });
    opener.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      open();
    });
  }
  document.addEventListener("keydown", (event) => {
    const typing = isTyping(document.activeElement) && document.activeElement.type !== "checkbox";
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing;
    const command = event.code === "KeyK" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!slash && !command) return;
    event.preventDefault();
    open();
  });
})();
