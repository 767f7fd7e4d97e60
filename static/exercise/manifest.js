// A manifest that the learner may change before it is applied; problems are shown at their line.

import { word } from '../page/words.js';
import { el, say } from '../page/element.js';

/** The manifest of an apply action, folded at first. */
export class ManifestEditor {
  constructor(action) {
    this.original = action.yaml;
    const lines = String(action.yaml.split('\n').length);
    this.text = el('textarea', { rows: lines, spellcheck: 'false', autocapitalize: 'off', autocomplete: 'off', wrap: 'off', 'aria-label': word('exercise.edit.label', action.file) });
    this.text.value = action.yaml;
    this.undo = el('button.quiet', { type: 'button', click: () => { this.text.value = this.original; this.problems([]); } }, word('exercise.edit.undo'));
    this.list = el('ul.problems');
    this.node = el('div.manifest-editor', { hidden: true }, this.text, this.list, this.undo);
    this.toggle = el('button.quiet', { type: 'button', 'aria-expanded': 'false', click: () => this.fold(!this.node.hidden) }, word('exercise.edit'));
  }

  fold(folded) {
    this.node.hidden = folded;
    this.toggle.setAttribute('aria-expanded', String(!folded));
    say(this.toggle, word(folded ? 'exercise.edit' : 'exercise.edit.close'));
  }

  /** The text when the learner changed it, else null: then the server applies its own. */
  changed() { return this.text.value === this.original ? null : this.text.value; }

  /** Shows problems; choosing one selects its line. */
  problems(problems) {
    this.text.setAttribute('aria-invalid', String(problems.length > 0));
    this.list.replaceChildren(...problems.map(problem => this.item(problem)));
    if (problems.length) this.fold(false);
  }

  item(problem) {
    const place = problem.line
      ? el('button.link', { type: 'button', click: () => this.goTo(problem.line) }, word('exercise.problem.line', problem.line))
      : el('b', {}, word('exercise.problem.whole'));
    return el('li', {}, place, ' ', problem.words || problem.message || '', ' ',
      problem.path ? el('code', {}, problem.path) : null, ' ', el('small', { lang: 'en' }, problem.detail ?? ''));
  }

  goTo(line) {
    const lines = this.text.value.split('\n');
    const from = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
    this.text.focus();
    this.text.setSelectionRange(from, from + (lines[line - 1] ?? '').length);
  }
}
