// The time of a test. Pure: the moment is given.

export const WARNINGS = [10, 5, 1];

// Whole seconds that are left; none below zero.
export function secondsLeft(end, now) {
  return Math.max(0, Math.ceil((end - now) / 1000));
}

// `49:07`, and `1:40:00` from an hour on.
export function shownTime(seconds) {
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return `${hours ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`;
}

// The minutes to tell of: the smallest warning that was passed since the last look. A page that was asleep says one.
export function warning(before, after) {
  const passed = WARNINGS.filter((minutes) => before > minutes * 60 && after <= minutes * 60 && after > 0);
  return passed.length ? Math.min(...passed) : null;
}
