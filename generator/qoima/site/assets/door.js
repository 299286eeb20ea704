// Leads from the door to the language of the reader, if the site has it.
(function () {
  "use strict";
  const links = [...document.querySelectorAll("a[hreflang]")];
  const wanted = (navigator.languages || [navigator.language]).map((language) => language.slice(0, 2).toLowerCase());
  const found = wanted.map((language) => links.find((link) => link.hreflang === language)).find(Boolean);
  location.replace((found || links[0]).href);
})();
