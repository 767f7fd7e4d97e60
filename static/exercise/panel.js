// One step at a time. The frame of a step is built once; what changes is updated in place, so that typing, focus and
// screen readers are left in peace.

import { word } from '../page/words.js';
import { el, say } from '../page/element.js';
import { Checks } from './checks.js';
import { Actions } from './actions.js';
import { Guess } from './guess.js';
import { dots } from './dots.js';

/** The panel. `deeds.post(step, change, body)` tells the server; `deeds.open()` opens a sandbox. */
export class Panel {
  constructor(root, words, deeds) {
    this.root = root;
    this.words = words;
    this.deeds = deeds;
    this.view = null;
    this.shown = '';
    this.parts = null;
    this.timer = setInterval(() => this.parts?.checks.tick(), 1000);
  }

  stop() { clearInterval(this.timer); }

  /** Shows how the learner stands. The reader stays at a step that was just passed until they go on. */
  show(view) {
    this.view = view;
    const first = !this.shown;
    if (first || !view.steps.some(step => step.id === this.shown && step.status !== 'locked')) {
      this.shown = view.current || view.steps.at(-1).id;
    }
    this.paint();
  }

  goTo(id) {
    this.shown = id;
    this.paint();
    this.root.focus({ preventScroll: true });
    this.root.scrollIntoView({ block: 'nearest' });
  }

  paint() {
    const step = this.view.steps.find(candidate => candidate.id === this.shown);
    if (this.parts?.id !== step.id) this.parts = this.build(step);
    this.update(step);
  }

  build(step) {
    const list = el('ol.dots');
    const status = el('span', { role: 'status' });
    const guess = step.prediction ? new Guess(step, this.words, option => this.change(step.id, 'predict', { option })) : null;
    const actions = new Actions(step, this.deeds);
    const answer = step.answer ? this.answer(step) : null;
    const checks = new Checks();
    const hints = el('div');
    const why = el('div.why', { hidden: true });
    const footer = el('footer');
    const trouble = el('p.exercise-trouble', { role: 'alert', hidden: true });
    this.root.setAttribute('aria-label', step.title);
    this.root.replaceChildren(
      el('header', {}, list, status), el('h3', {}, step.title), ...this.words.of(step.id, 'task'),
      ...(guess ? [guess.node] : []), actions.node, ...(answer ? [answer.form] : []), checks.node, hints, why, trouble, footer);
    return { id: step.id, list, status, guess, actions, answer, checks, hints, why, footer, trouble, shownHints: 0, buttons: '' };
  }

  answer(step) {
    const input = el('input', { type: 'text', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', maxlength: '500', placeholder: word('exercise.answer.placeholder') });
    const button = el('button', { type: 'submit' }, word('exercise.answer.check'));
    input.value = step.answer.given;
    const submit = event => { event.preventDefault(); this.change(step.id, 'answer', { text: input.value }); };
    const form = el('form.answer', { submit }, el('label', {}, el('span', {}, step.answer.label), input), button);
    return { form, input, button };
  }

  update(step) {
    const parts = this.parts, open = step.status === 'open';
    parts.list.replaceChildren(...dots(this.view, this.shown, id => this.goTo(id)));
    say(parts.status, statusWords(step, this.view));
    parts.guess?.update(step);
    parts.actions.update(step, Boolean(step.prediction) && open && !step.prediction.chosen);
    if (parts.answer) {
      parts.answer.input.disabled = parts.answer.button.disabled = !open;
      if (document.activeElement !== parts.answer.input && step.answer.given) parts.answer.input.value = step.answer.given;
    }
    parts.checks.update(step.checks);
    this.updateHints(step);
    this.updateWhy(step);
    this.updateFooter(step);
  }

  updateHints(step) {
    for (; this.parts.shownHints < step.hints; this.parts.shownHints++) {
      const number = this.parts.shownHints + 1;
      this.parts.hints.append(el('div.hint', {}, el('b', {}, word('exercise.hint.title', number)), ...this.words.of(step.id, `hint-${number}`)));
    }
  }

  updateWhy(step) {
    const over = step.status === 'passed' || step.status === 'skipped';
    if (over && this.parts.why.hidden) this.parts.why.replaceChildren(el('b', {}, word('exercise.why')), ...this.words.of(step.id, 'why'));
    this.parts.why.hidden = !over;
  }

  updateFooter(step) {
    const next = this.view.steps[step.number];
    const key = [step.status, step.hints, next?.status].join(' ');
    if (this.parts.buttons === key) return;
    this.parts.buttons = key;
    const quiet = (text, click) => el('button.quiet', { type: 'button', click }, text);
    const buttons = [];
    if (step.status === 'open') {
      if (step.hints < 2) buttons.push(quiet(word('exercise.hint', step.hints + 1, 2), () => this.change(step.id, 'hint')));
      buttons.push(quiet(word('exercise.solve'), event => this.solve(step.id, event.target)));
      buttons.push(quiet(word('exercise.skip'), () => this.skip(step.id)));
    } else if (next) {
      buttons.push(el('button', { type: 'button', click: () => this.goTo(next.id) }, word('exercise.next')));
    } else {
      buttons.push(el('b', {}, word('exercise.done')));
      buttons.push(quiet(word('exercise.restart'), event => this.reset(this.view.steps[0].id, event.target)));
    }
    buttons.push(quiet(word('exercise.reset'), event => this.reset(step.id, event.target)));
    this.parts.footer.replaceChildren(...buttons);
  }

  async solve(id, button) {
    if (!window.confirm(word('exercise.solve.ask'))) return;
    await this.busy(button, word('exercise.solve.running'), async () => {
      if (!this.view.sandboxOpen) await this.deeds.open();
      await this.deeds.post(id, 'solve');
    });
  }

  async skip(id) {
    await this.change(id, 'skip');
    if (this.view.current) this.goTo(this.view.current);
  }

  async reset(id, button) {
    await this.busy(button, word('exercise.reset.running'), () => this.deeds.post(id, 'reset'));
    this.parts = null;
    this.goTo(id);
  }

  change(id, change, body) { return this.tried(() => this.deeds.post(id, change, body)); }

  async busy(button, text, deed) {
    const before = button.textContent;
    button.disabled = true;
    say(button, text);
    await this.tried(deed);
    button.disabled = false;
    say(button, before);
  }

  /** Does something and says it when that fails. */
  async tried(deed) {
    const trouble = this.parts.trouble;
    trouble.hidden = true;
    try {
      await deed();
    } catch (failure) {
      say(trouble, word('exercise.failed', [failure.problem?.title, failure.message].filter(Boolean).join(' ')));
      trouble.hidden = false;
    }
  }
}

function statusWords(step, view) {
  const place = word('exercise.step', step.number, view.steps.length);
  if (step.status === 'passed') return `${place} · ${word(step.helped ? 'exercise.passed.helped' : 'exercise.passed')}`;
  if (step.status === 'skipped') return `${place} · ${word('exercise.skipped')}`;
  return step.prediction && !step.prediction.chosen ? `${place} · ${word('exercise.guess-first')}` : place;
}
