// The language switch leads to the same place of the same page: heading ids are equal in both languages.

/** @returns {() => void} stops */
export function start(root) {
  const link = root.querySelector('[data-language]');
  if (!link) return () => {};
  const keep = () => {
    const url = new URL(link.href);
    url.hash = nearestHeading(root) || location.hash;
    link.href = url.href;
  };
  link.addEventListener('pointerdown', keep);
  link.addEventListener('focus', keep);
  link.addEventListener('click', keep);
  return () => ['pointerdown', 'focus', 'click'].forEach(type => link.removeEventListener(type, keep));
}

/** The id of the last heading above the middle of the window, or '' at the top of the page. */
function nearestHeading(root) {
  if (window.scrollY < 80) return '';
  const above = [...root.querySelectorAll('[data-article] :is(h2, h3)[id]')]
    .filter(heading => heading.getBoundingClientRect().top < window.innerHeight / 2);
  return above.length ? above.at(-1).id : '';
}
