// The YAML editor: a text area with line numbers; what the cluster refuses is shown at its line.

import { word } from '../page/words.js';
import { el, say } from '../page/element.js';
import { apply } from './api.js';

const KEY = 'podlab:manifest';
const STARTER = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: one
      image: busybox
      command: ["sh", "-c", "echo hello from one > /tmp/index.html; exec httpd -f -p 80 -h /tmp"]
      ports:
        - containerPort: 80
    - name: two
      image: busybox
      command: ["sleep", "infinity"]
`;

/** @returns {{stop: () => void, shown: () => void}} */
export function start(panel) {
  const gutter = el('div.lines', { 'aria-hidden': 'true' });
  const text = el('textarea', { spellcheck: 'false', autocapitalize: 'off', autocomplete: 'off', wrap: 'off', 'aria-label': word('bench.editor.label'), 'aria-describedby': 'editor-hint editor-result' });
  const result = el('div.result', { id: 'editor-result', role: 'status' });
  const button = el('button', { type: 'button', click: () => submit() }, word('bench.editor.apply'));
  const starter = el('button.quiet', { type: 'button', click: () => { text.value = STARTER; changed(); text.focus(); } }, word('bench.editor.starter'));
  panel.classList.add('editor');
  panel.append(el('div.paper', {}, gutter, text), result, el('footer', {}, button, starter, el('small', { id: 'editor-hint' }, word('bench.editor.hint'))));
  let problems = [], leaving = false;

  const changed = () => { problems = []; result.replaceChildren(); number(gutter, text.value, problems); keep(text.value); };
  const submit = async () => {
    button.disabled = true;
    say(result, word('bench.editor.applying'));
    try {
      const answer = await apply(text.value);
      problems = [];
      result.replaceChildren(el('p.fine', {}, `✓ ${outcome(answer)}`));
    } catch (failure) {
      problems = failure.problem?.problems ?? [];
      result.replaceChildren(...refusal(failure, problems, line => goTo(text, line)));
    } finally {
      button.disabled = false;
      number(gutter, text.value, problems);
      text.setAttribute('aria-invalid', String(problems.length > 0));
    }
  };
  const key = event => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); submit(); }
    else if (event.key === 'Tab' && !event.shiftKey && !leaving) { event.preventDefault(); text.setRangeText('  ', text.selectionStart, text.selectionEnd, 'end'); changed(); }
    leaving = event.key === 'Escape';
  };
  text.addEventListener('input', changed);
  text.addEventListener('keydown', key);
  text.addEventListener('scroll', () => { gutter.scrollTop = text.scrollTop; });
  text.value = kept() ?? STARTER;
  number(gutter, text.value, problems);
  return { shown: byHand => { if (byHand) text.focus({ preventScroll: true }); } };
}

function outcome(answer) {
  const objects = Array.isArray(answer) ? answer : answer?.objects ?? [];
  return objects.map(object => `${object.kind} ${object.name} ${word(`bench.outcome.${object.outcome}`)}`).join(', ');
}

function refusal(failure, problems, goToLine) {
  if (!problems.length) return [el('p.bad', {}, word('bench.failed', [failure.problem?.title, failure.message].filter(Boolean).join(' ')))];
  const count = problems.length === 1 ? word('bench.editor.problem') : word('bench.editor.problems', problems.length);
  return [el('p.bad', {}, `▲ ${count}`), el('ul', {}, ...problems.map(problem => el('li', {},
    problem.line ? el('button.link', { type: 'button', click: () => goToLine(problem.line) }, word('bench.editor.line', problem.line)) : el('b', {}, word('bench.editor.whole')),
    ' ', problem.message, ' ',
    problem.path ? el('code', {}, problem.path) : null,
    problem.detail ? el('small', { lang: 'en' }, problem.detail) : null)))];
}

/** Writes the line numbers; lines with problems are marked by colour and sign. */
function number(gutter, value, problems) {
  const bad = new Set(problems.map(problem => problem.line));
  const count = value.split('\n').length;
  gutter.replaceChildren(...Array.from({ length: count }, (_, i) => el(bad.has(i + 1) ? 'span.bad' : 'span', {}, bad.has(i + 1) ? `▲${i + 1}` : String(i + 1))));
}

function goTo(text, line) {
  const lines = text.value.split('\n');
  const from = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  text.focus();
  text.setSelectionRange(from, from + (lines[line - 1] ?? '').length);
}

function keep(value) {
  try { localStorage.setItem(KEY, value); } catch { /* Private windows keep nothing. */ }
}

function kept() {
  try { return localStorage.getItem(KEY); } catch { return null; }
}
