// Code that is wider than its place can be scrolled with the keyboard too: it becomes a tab stop while it is.

/** @returns {() => void} stops */
export function start(root) {
  const blocks = [...root.querySelectorAll('.prose pre, .prose table')];
  const observer = new ResizeObserver(entries => entries.forEach(({ target }) => {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute('tabindex');
  }));
  blocks.forEach(block => observer.observe(block));
  return () => observer.disconnect();
}
