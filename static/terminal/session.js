// One terminal in a container: xterm.js, its wire, and what is said when the connection ends.

import { word } from '../page/words.js';
import { el, say } from '../page/element.js';
import { load } from './library.js';
import { connect } from './wire.js';

const FONT = '"JetBrains Mono", "Cascadia Code", ui-monospace, "SF Mono", Menlo, Consolas, "Noto Sans Mono", "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace';
const THEME = { background: '#161a26', foreground: '#e8ebf4', cursor: '#ffd166', selectionBackground: '#3d4f86', black: '#161a26', brightBlack: '#8d97ae', blue: '#8fa9ff', red: '#ff8a80', green: '#67d39b', yellow: '#f3c55c', magenta: '#d7a1ff', cyan: '#6fd3e0' };
const RETRY_S = [1, 2, 4, 8];
/** Ends after which the same container may be entered again as soon as it runs anew. */
const COMES_BACK = new Set(['lost', 'refused']);
/** Exit codes of a shell that died with its container: 128 and the number of SIGKILL or SIGTERM. */
const KILLED = new Set([137, 143]);

/**
 * @param {HTMLElement} panel
 * @param {{pod: string, container: string}} target
 * @param {() => {state: object|null}} latest
 * @param {() => void} close closes the tab
 * @returns {{run: (command: string) => void, shown: (byHand: boolean) => void, stop: () => void}}
 */
export function openSession(panel, target, latest, close) {
  const name = `${target.pod}/${target.container}`;
  const screen = el('div.screen');
  const words = el('span'), button = el('button.quiet', { type: 'button', hidden: true, click: () => reconnect() });
  const reader = el('input', { type: 'checkbox', change: () => { if (term) term.options.screenReaderMode = reader.checked; } });
  panel.classList.add('terminal');
  panel.append(
    el('header', {}, el('b', {}, name), el('label', {}, reader, word('terminal.reader')), el('small', {}, word('terminal.leave')),
      el('button.quiet', { type: 'button', click: close, 'aria-label': word('bench.tab.close', name) }, '✕')),
    screen, el('p.said', { role: 'status' }, words, button));
  let term = null, fit = null, wire = null, ready = false, prompted = false, tries = 0, timer = 0, stopped = false, ended = null;
  const commands = [];

  const tell = (text, action) => { say(words, text); button.hidden = !action; if (action) say(button, word(action)); };
  const listener = {
    ready() { ready = true; tries = 0; ended = null; tell('', null); measure(); },
    output(bytes, taken) { term.write(bytes, taken); typeWhatWaits(); },
    ended(message) { ready = false; ended = message; tell(message.words, 'terminal.again'); awaitContainer(); },
    dropped() { ready = false; retry(); },
  };
  /** A shell that has not said anything yet may lose what is typed: wait for its prompt. */
  const typeWhatWaits = () => { prompted = true; commands.splice(0).forEach(type); };
  const open = () => {
    clearTimeout(timer);
    prompted = false;
    enteredAt = running();
    tell(word('terminal.connecting', name), null);
    wire?.close();
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    wire = connect(`${scheme}://${location.host}/api/terminal?${new URLSearchParams(target)}`, listener);
  };
  const retry = () => {
    const seconds = RETRY_S[Math.min(tries++, RETRY_S.length - 1)];
    tell(word('terminal.dropped', seconds), 'terminal.now');
    timer = setTimeout(open, seconds * 1000);
  };
  const reconnect = () => { tries = 0; ended = null; if (term) { term.reset(); open(); term.focus(); } };
  /** When the container last started, or undefined while it does not run. */
  const running = () => latest().state?.pods.find(pod => pod.name === target.pod && !pod.deletedAt)
    ?.containers.find(container => container.name === target.container)?.state.startedAt;
  /** After the container has gone: waits until it runs anew. A shell that was left by hand stays closed. */
  const awaitContainer = () => {
    ended.awaited = COMES_BACK.has(ended.reason) || KILLED.has(ended.exitCode) || (ended.reason === 'exited' && !running());
    if (ended.awaited) tell(`${ended.words} ${word('terminal.waiting')}`, 'terminal.again');
  };
  let enteredAt;
  const onState = () => {
    if (!ended) return;
    const now = running();
    if (ended.awaited && now && now !== enteredAt) reconnect();
    else if (!ended.awaited && ended.reason === 'exited' && !now) awaitContainer();
  };
  const type = command => wire.send(`${command}\r`);
  const measure = () => {
    if (!term || panel.hidden) return;
    fit.fit();
    wire?.resize(term.cols, term.rows);
  };
  const observer = new ResizeObserver(measure);

  const begin = async () => {
    tell(word('terminal.connecting', name), null);
    let library;
    try {
      library = await load();
    } catch (failure) {
      return tell(word('bench.failed', failure.message ?? ''), null);
    }
    if (stopped) return;
    [term, fit] = make(library, screen, name, panel);
    term.options.screenReaderMode = reader.checked;
    term.onData(data => { if (ready) wire.send(data); });
    observer.observe(screen);
    document.addEventListener('podlab:state', onState);
    measure();
    open();
    term.focus();
  };
  begin();
  return {
    run(command) { if (ready && prompted) type(command); else { commands.push(command); if (ended) reconnect(); } },
    shown(byHand) { measure(); if (byHand) term?.focus(); },
    stop() { stopped = true; clearTimeout(timer); observer.disconnect(); document.removeEventListener('podlab:state', onState); wire?.close(); term?.dispose(); },
  };
}

function make({ Terminal, FitAddon }, screen, name, panel) {
  const term = new Terminal({ fontFamily: FONT, fontSize: innerWidth >= 1800 ? 17 : 14, lineHeight: 1.25, theme: THEME, scrollback: 3000, cursorBlink: !matchMedia('(prefers-reduced-motion: reduce)').matches, minimumContrastRatio: 4.5 });
  const fit = new FitAddon();
  term.loadAddon(fit);
  term.open(screen);
  term.textarea?.setAttribute('aria-label', word('terminal.label', name));
  term.attachCustomKeyEventHandler(event => keyboard(event, term, panel));
  return [term, fit];
}

/** Copy, paste, and the way out, which the shell would else swallow. Returns whether the terminal gets the key. */
function keyboard(event, term, panel) {
  if (event.type !== 'keydown' || !(event.ctrlKey || event.metaKey)) return true;
  const key = event.key.toLowerCase();
  if (event.shiftKey && key === 'x') {
    event.preventDefault();
    document.getElementById(panel.getAttribute('aria-labelledby'))?.focus();
    return false;
  }
  if (key === 'c' && term.hasSelection()) {
    event.preventDefault();
    navigator.clipboard?.writeText(term.getSelection());
    term.clearSelection();
    return false;
  }
  return key !== 'v';
}
