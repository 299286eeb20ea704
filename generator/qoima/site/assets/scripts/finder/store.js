// What the index holds, as it comes from its files.

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

// Whole numbers of five bits a sign; the sixth bit says that more follow.
export function numbers(signs) {
  const found = [];
  let value = 0;
  let shift = 0;
  for (const sign of signs) {
    const digit = DIGITS.indexOf(sign);
    value += (digit & 31) * 2 ** shift;
    shift += 5;
    if (digit < 32) {
      found.push(value);
      value = shift = 0;
    }
  }
  return found;
}

// `[section, weight]` of each place of a word.
export function places(signs) {
  let section = 0;
  return numbers(signs).map((number) => {
    section += number >> 2;
    return [section, number & 3];
  });
}

// What `start.js` says, with the page and the kind of each section.
export function opened(start) {
  const pageOf = [];
  const firstOf = [];
  numbers(start.sections).forEach((count, page) => {
    firstOf.push(pageOf.length);
    for (let n = 0; n < count; n += 1) pageOf.push(page);
  });
  const kindOf = start.kinds.flatMap(([kind, count]) => Array(count).fill(kind));
  return { ...start, pageOf, firstOf, kindOf, titles: numbers(start.titles), headings: numbers(start.headings), common: new Set(start.common.split(" ")) };
}

export function line(text) {
  const [word, stems, where] = text.split("|");
  return { word, stems: stems ? stems.split(" ") : [word], where };
}

// The number of the shard that holds the stems beginning with these letters; -1 for none.
export function shardOf(firsts, letters) {
  const key = letters.slice(0, 3);
  let low = 0;
  let high = firsts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (firsts[middle] <= key) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

// Files of the index: each is a script that calls `qoimaSearch(name, value)`; a file is loaded once.
export function loader(folder) {
  const waiting = new Map();
  const come = new Map();
  window.qoimaSearch = (name, value) => come.set(name, value);
  return function load(name) {
    if (!waiting.has(name)) {
      waiting.set(
        name,
        new Promise((resolve, reject) => {
          const script = document.createElement("script");
          script.src = `${folder}${name}.js`;
          script.onload = () => {
            resolve(come.get(name));
            script.remove();
          };
          script.onerror = () => {
            waiting.delete(name);
            script.remove();
            reject(new Error(name));
          };
          document.head.append(script);
        }),
      );
    }
    return waiting.get(name);
  };
}
