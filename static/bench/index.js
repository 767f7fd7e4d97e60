// The lab bench beside a lesson: sandbox bar, live picture, and tabs with terminals, editor, events and logs.
//
// Other modules speak with it through events on the document:
//   heard   podlab:open-sandbox            open one if there is none
//           podlab:open-terminal           {pod, container}
//           podlab:open-logs               {pod, container}
//           podlab:run-command             {pod, container, command}
//           podlab:highlight               {part}, by the picture
//           podlab:failed                  {failure}, to be said to the reader
//   told    podlab:sandbox                 {sandbox} or {sandbox: null}
//           podlab:state                   {state, now}, by the picture

import { word } from '../page/words.js';
import { el, say } from '../page/element.js';
import * as api from './api.js';
import { start as startBar } from './bar.js';
import { start as startGrip } from './grip.js';
import { Tabs } from './tabs.js';
import { start as startEditor } from './editor.js';
import { start as startEvents } from './events.js';
import { start as startLogs } from './logs.js';
import { start as startPicture } from '../picture/index.js';
import { start as startTerminals } from '../terminal/index.js';

const POLL_SOON_MS = 1500, POLL_LATER_MS = 15_000, RECOUNT_MS = 700;

/** @returns {() => void} stops */
export function start(root) {
  let life = () => {}, timer = 0, mode = '';
  const grip = document.querySelector('[data-grip]');
  const stops = [grip ? startGrip(grip) : () => {}];

  /** Shows one state of the bench; showing the same again changes nothing. */
  const show = (next, build) => {
    if (mode === next) return;
    mode = next;
    life();
    life = build() ?? (() => {});
  };
  const plain = (next, heading, text, button) => show(next, () => {
    root.replaceChildren(el('div.plain', {}, emblem(next), el('h2', { tabindex: '-1' }, heading), el('p', {}, text), button ?? ''));
  });
  const opener = () => el('button.big', { type: 'button', click: () => openSandbox() }, word('bench.open'));

  const openSandbox = async () => {
    if (mode === 'open' || mode === 'opening') return;
    plain('opening', word('bench.opening'), word('bench.opening.why'));
    try {
      opened(await api.open());
    } catch (failure) {
      plain('failed', word('bench.failed', failure.problem?.title ?? ''), failure.message, opener());
    }
  };
  const opened = sandbox => show('open', () => {
    tell({ sandbox });
    return openBench(root, sandbox, reason => { tell({ sandbox: null }); closed(reason); });
  });
  const closed = reason => reason === 'expired'
    ? plain('expired', word('bench.expired'), word('bench.expired.why'), opener())
    : plain('closed', word('bench.sandbox'), word('bench.open.why'), opener());

  const look = async () => {
    try {
      const cluster = await api.cluster();
      sayCluster(cluster);
      if (cluster.state === 'ready') {
        if (!['open', 'opening', 'expired', 'failed', 'closed'].includes(mode)) await found();
      } else if (mode !== 'open') {
        const starting = cluster.state === 'unknown';
        plain(starting ? 'starting' : 'none', word(starting ? 'bench.starting' : 'bench.none'), cluster.words || word('bench.starting.why'));
      }
    } catch {
      if (mode !== 'open') plain('unreachable', word('bench.lost'), word('bench.unreachable.why'));
    }
    timer = setTimeout(look, ['open', 'closed', 'expired'].includes(mode) ? POLL_LATER_MS : POLL_SOON_MS);
  };
  const found = async () => {
    const sandbox = await api.find();
    if (sandbox) opened(sandbox); else closed('none');
  };
  document.addEventListener('podlab:open-sandbox', openSandbox);
  look();
  return () => { clearTimeout(timer); document.removeEventListener('podlab:open-sandbox', openSandbox); life(); stops.forEach(stop => stop()); };
}

function tell(detail) {
  document.dispatchEvent(new CustomEvent('podlab:sandbox', { detail }));
}

/** The header's line about the cluster follows what the bench learns. */
function sayCluster({ state }) {
  const line = document.querySelector('[data-cluster]');
  const key = { ready: 'ready', unknown: 'starting', unavailable: 'unreachable' }[state];
  if (!line || line.dataset.state === key || (key === 'unreachable' && line.dataset.state === 'none')) return;
  line.dataset.state = key;
  const text = line.querySelector('.say') ?? line.appendChild(el('span.say'));
  say(text, word(`bench.cluster.${key}`));
}

/** An outline of a Pod: dashed while there is none, moving while one is awaited. */
function emblem(mode) {
  const holder = el(`div.emblem.${mode}`, { 'aria-hidden': 'true' });
  holder.append(el('i.beam'), el('i.box'), el('i.box'));
  return holder;
}

function openBench(root, first, over) {
  let sandbox = first, latest = { state: null, now: Date.now };
  const toolbar = el('div.bar'), picture = el('div.picture'), list = el('div.tabs', { role: 'tablist', 'aria-label': word('bench.tabs') }), panels = el('div.panels');
  const notice = el('p.notice', { role: 'status', hidden: true });
  root.replaceChildren(toolbar, picture, el('div.tools', {}, list, panels), notice);

  const inform = text => { say(notice, text); notice.hidden = !text; clearTimeout(inform.timer); inform.timer = setTimeout(() => { notice.hidden = true; }, 6000); };
  const guarded = (run, done) => async () => {
    try {
      sandbox = await run() ?? sandbox;
      done?.();
      refresh();
    } catch (failure) {
      inform(word('bench.failed', [failure.problem?.title, failure.message].filter(Boolean).join(' ')));
    }
  };
  const bar = startBar(toolbar, {
    extend: guarded(api.extend, () => inform('')),
    reset: guarded(() => { inform(word('bench.resetting')); return api.reset(); }, () => inform(word('bench.reset.done'))),
    close: guarded(async () => { await api.close(); over('closed'); }),
  });
  const refresh = () => bar.update(sandbox, latest.state?.pods.length);
  /** What the Pods may use changes with them; the sandbox's own numbers are asked for a moment later. */
  const recount = () => {
    clearTimeout(recount.timer);
    recount.timer = setTimeout(async () => { sandbox = await api.find().catch(() => null) ?? sandbox; refresh(); }, RECOUNT_MS);
  };
  const tabs = new Tabs(list, panels);
  const heard = {
    'podlab:state': event => { const before = podNames(latest.state); latest = event.detail; refresh(); if (podNames(latest.state) !== before) recount(); },
    'podlab:failed': event => inform(word('bench.failed', event.detail.failure.message)),
    'podlab:open-logs': event => openLogs(tabs, event.detail),
  };
  Object.entries(heard).forEach(([type, listener]) => document.addEventListener(type, listener));
  const stopTerminals = startTerminals(tabs, () => latest);
  tabs.add({ id: 'editor', title: word('bench.tab.editor'), start: startEditor });
  tabs.add({ id: 'events', title: word('bench.tab.events'), start: panel => startEvents(panel, () => latest) });

  const stopPicture = startPicture(picture, { gone: () => over('expired') });
  refresh();
  return () => {
    Object.entries(heard).forEach(([type, listener]) => document.removeEventListener(type, listener));
    [stopPicture, stopTerminals, bar.stop, () => tabs.stop(), () => clearTimeout(inform.timer), () => clearTimeout(recount.timer)].forEach(stop => stop());
  };
}

function openLogs(tabs, target) {
  const id = `logs-${target.pod}-${target.container}`;
  tabs.add({ id, title: `${word('bench.tab.logs')} ${target.pod}/${target.container}`, closable: true, start: panel => startLogs(panel, target, () => tabs.close(id)) });
  tabs.select(id, true);
}

const podNames = state => (state?.pods ?? []).map(pod => pod.uid).join(' ');
