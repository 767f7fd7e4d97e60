// What a page keeps open only while somebody looks at it. Browsers allow six connections to one server over all tabs,
// so streams of tabs in the background would starve the tab in front.

const REST_AFTER_MS = 3_000;

/**
 * Opens at once, closes when the page was hidden for a few seconds, and opens again when it is seen.
 * @param {() => void} open
 * @param {() => void} close
 * @param {{page?: Document, restAfter?: number}} [options] page tells whether it is hidden; restAfter in ms
 * @returns {() => void} closes for good
 */
export function whileSeen(open, close, { page = document, restAfter = REST_AFTER_MS } = {}) {
  let timer = 0, isOpen = true;
  const rest = () => { isOpen = false; close(); };
  const look = () => {
    clearTimeout(timer);
    if (page.hidden) timer = setTimeout(rest, restAfter);
    else if (!isOpen) { isOpen = true; open(); }
  };
  page.addEventListener('visibilitychange', look);
  open();
  look();
  return () => {
    page.removeEventListener('visibilitychange', look);
    clearTimeout(timer);
    if (isOpen) rest();
  };
}
