// Orders that look random and come again from the same seed.

export function newSeed() {
  return Math.floor(Math.random() * 4294967296);
}

// Another seed for each part, so that questions and answers are not shuffled alike.
export function seedOf(seed, name) {
  let mixed = seed >>> 0;
  for (const sign of name) mixed = Math.imul(mixed ^ sign.codePointAt(0), 2654435761) >>> 0;
  return mixed;
}

// The list in another order; the list itself stays as it is.
export function shuffled(list, seed) {
  const next = numbers(seed);
  const held = [...list];
  for (let last = held.length - 1; last > 0; last -= 1) {
    const place = Math.floor(next() * (last + 1));
    [held[last], held[place]] = [held[place], held[last]];
  }
  return held;
}

// Mulberry32: numbers from 0 to 1, small and even enough for a quiz.
function numbers(seed) {
  let state = seed >>> 0;
  return function () {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
