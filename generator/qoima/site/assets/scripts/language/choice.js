// The language that the reader has chosen, for the door of the site. Storage may be switched off.

const KEY = "qoima-language";

export function remember(language) {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // The door then goes by the browser's language.
  }
}

export function chosen() {
  try {
    return localStorage.getItem(KEY) || "";
  } catch {
    return "";
  }
}

// The first language of the reader that is offered: the one chosen here, else those of the browser; "" for none.
export function wanted(offered, choice, browser) {
  const asked = [choice, ...browser].map((language) => (language || "").toLowerCase().split(/[-_]/)[0]);
  return asked.find((language) => offered.includes(language)) || "";
}

// The address of this page in another language, at the same place and with the same filters.
export function samePlace(address, here) {
  const other = new URL(address, here);
  const now = new URL(here);
  other.search = now.search;
  other.hash = now.hash;
  return other.href;
}
