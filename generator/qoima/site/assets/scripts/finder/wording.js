// The words of the interface, as the messages have them: with `{places}` and, for a number, a text each plural form.

export function plural(language, number) {
  if (language !== "ru") return number === 1 ? "one" : "other";
  const [ten, hundred] = [number % 10, number % 100];
  if (ten === 1 && hundred !== 11) return "one";
  return ten >= 2 && ten <= 4 && !(hundred >= 12 && hundred <= 14) ? "few" : "many";
}

export function wording(language, templates) {
  return function say(key, values = {}) {
    const held = templates[key] ?? key;
    const text =
      typeof held === "string" ? held : (held[plural(language, values[held.count])] ?? held.other ?? held.many);
    return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  };
}
