// The words of the page, filled in; a text with plural forms is a map of them.

export function wording(data) {
  const filled = (template, values) => template.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);

  function say(key, values) {
    const template = data.words[key];
    if (typeof template === "string") return filled(template, values || {});
    const form = template[pluralForm(data.page_language, values[template.count])] || template.other || template.many;
    return filled(form, values);
  }

  // Browsers do not know how numbers are written in Kazakh.
  function number(value) {
    return String(Math.round(value * 100) / 100).replace(".", data.decimal_sign);
  }

  return { say, number, language: data.page_language, level: (level) => data.levels[level] || level || say("no_level") };
}

export function pluralForm(language, count) {
  if (language !== "ru") return count === 1 ? "one" : "other";
  if (count % 10 === 1 && count % 100 !== 11) return "one";
  return [2, 3, 4].includes(count % 10) && ![12, 13, 14].includes(count % 100) ? "few" : "many";
}
