// The handle between words and bench: drag it, or move it with the arrow keys. Its place is kept in this browser.

const KEY = 'podlab:bench-width', LEAST = 30, MOST = 70, STEP = 2;

/** @returns {() => void} stops */
export function start(grip) {
  const split = grip.parentElement;
  const set = share => {
    const value = Math.round(Math.min(MOST, Math.max(LEAST, share)));
    split.style.setProperty('--bench', value);
    grip.setAttribute('aria-valuenow', value);
    try { localStorage.setItem(KEY, value); } catch { /* Private windows keep nothing. */ }
  };
  const drag = event => set(100 - ((event.clientX - split.getBoundingClientRect().left) / split.clientWidth) * 100);
  const down = event => { grip.setPointerCapture(event.pointerId); grip.classList.add('held'); grip.addEventListener('pointermove', drag); };
  const up = () => { grip.classList.remove('held'); grip.removeEventListener('pointermove', drag); };
  const key = event => {
    const now = Number(grip.getAttribute('aria-valuenow'));
    const to = { ArrowLeft: now + STEP, ArrowRight: now - STEP, Home: MOST, End: LEAST }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    set(to);
  };
  const listeners = [['pointerdown', down], ['pointerup', up], ['pointercancel', up], ['keydown', key]];
  listeners.forEach(([type, listener]) => grip.addEventListener(type, listener));
  const kept = read();
  if (kept) set(kept);
  return () => listeners.forEach(([type, listener]) => grip.removeEventListener(type, listener));
}

function read() {
  try { return Number(localStorage.getItem(KEY)) || null; } catch { return null; }
}
