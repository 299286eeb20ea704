// Draws the formulas of the page with KaTeX: those between \( \) stand in the line, those between \[ \] in their own.
(function () {
  "use strict";

  function draw(element) {
    window.renderMathInElement(element, {
      delimiters: [
        { left: "\\(", right: "\\)", display: false },
        { left: "\\[", right: "\\]", display: true },
      ],
      throwOnError: false,
    });
  }

  window.qoimaFormulas = draw;
  draw(document.body);
})();
