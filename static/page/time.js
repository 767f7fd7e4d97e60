// Lengths of time for people.

/**
 * A length of time in one unit: "12 s", "3 min".
 * @param {(key: string, value: number) => string} say words of the page
 */
export function age(milliseconds, say) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 120) return say('bench.age.s', seconds);
  if (seconds < 7200) return say('bench.age.m', Math.floor(seconds / 60));
  if (seconds < 172800) return say('bench.age.h', Math.floor(seconds / 3600));
  return say('bench.age.d', Math.floor(seconds / 86400));
}

/** A clock: "42:10". */
export function clock(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = n => String(n).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return (hours ? `${hours}:${two(minutes)}` : `${minutes}`) + `:${two(seconds % 60)}`;
}
