// Whether a word of the glossary is what the reader has begun to type, on whatever keyboard.

const PLAIN = { ё: "е", ә: "а", ғ: "г", қ: "к", ң: "н", ө: "о", ұ: "у", ү: "у", һ: "х", і: "и", i: "и" };

// Kazakh letters are as good as the Russian ones that a keyboard without them offers.
export function folded(text) {
  return text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[ёәғқңөұүһіi]/g, (letter) => PLAIN[letter])
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

// Each word of the query begins a word of the text.
export function matches(query, text) {
  const words = folded(query).split(" ").filter(Boolean);
  const held = ` ${folded(text)}`;
  return words.every((word) => held.includes(` ${word}`));
}
