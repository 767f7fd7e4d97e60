// The lab bench beside a lesson.

/** @returns {() => void} stops */
export function start(root) {
  root.replaceChildren();
  return () => {};
}
