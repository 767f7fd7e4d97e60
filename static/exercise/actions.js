// What a step lets the learner do: apply a manifest, run a command in the terminal, show a log.

import { word } from '../page/words.js';
import { el, say } from '../page/element.js';
import { ManifestEditor } from './manifest.js';

const START_PATIENCE_MS = 20_000;

/** The command lines of a step. */
export class Actions {
  constructor(step, deeds) {
    this.step = step;
    this.deeds = deeds;
    this.sandboxOpen = true;
    this.output = el('div.output', { role: 'status' });
    this.lines = step.actions.map(action => this.line(action));
    this.node = el('div', {}, ...this.lines.flatMap(line => line.nodes), this.output);
  }

  update(step, guessFirst) {
    this.step = step;
    this.lines.forEach(line => { line.button.disabled = guessFirst || line.busy; });
  }

  line(action) {
    const text = word(action.kind === 'logs' ? 'exercise.logs' : 'exercise.run');
    const line = { busy: false };
    const editor = action.kind === 'apply' ? new ManifestEditor(action) : null;
    line.button = el('button', { type: 'button', click: () => this.run(line, action, editor, text) }, text);
    const title = action.kind === 'terminal' ? word('exercise.in-terminal', action.container) : false;
    const command = el('div.cmd', { title }, el('code', {}, action.command), ...(editor ? [editor.toggle] : []), line.button);
    const note = title ? [el('small.cmd-note', {}, title)] : [];
    line.nodes = [...note, command, ...(editor ? [editor.node] : [])];
    return line;
  }

  async run(line, action, editor, text) {
    line.busy = line.button.disabled = true;
    say(line.button, word('exercise.running'));
    this.output.replaceChildren();
    try {
      await this.act(action, editor);
    } catch (failure) {
      this.refused(failure, editor);
    } finally {
      line.busy = line.button.disabled = false;
      say(line.button, text);
    }
  }

  async act(action, editor) {
    await this.openIfNeeded();
    if (action.kind === 'terminal') return runInTerminal(action);
    const answer = await this.deeds.post(this.step.id, 'act', { action: action.index, yaml: editor?.changed() ?? null });
    editor?.problems([]);
    if (action.kind === 'logs') this.output.replaceChildren(el('pre', { tabindex: '0' }, answer.output || word('exercise.logs.empty')));
    else this.output.replaceChildren(...answer.applied.map(object => el('p', {}, `✓ ${word(`exercise.applied.${object.outcome}`, object.kind, object.name)}`)));
  }

  async openIfNeeded() {
    say(this.output, word('exercise.opening'));
    await this.deeds.open();
    this.output.replaceChildren();
  }

  refused(failure, editor) {
    const problems = failure.problem?.problems ?? [];
    if (problems.length && editor) {
      editor.problems(problems);
      this.output.replaceChildren(el('p.bad', {}, `▲ ${word('exercise.problems')}`));
      return;
    }
    const said = [failure.problem?.title, failure.message, failure.problem?.said].filter(Boolean);
    this.output.replaceChildren(el('p.bad', {}, `▲ ${word('exercise.failed', [...new Set(said)].join(' '))}`));
  }
}

/** Lets the terminal run a command. The bench of a sandbox that opens just now listens a moment later. */
function runInTerminal(action) {
  const tell = () => document.dispatchEvent(new CustomEvent('podlab:run-command',
    { detail: { pod: action.pod, container: action.container, command: action.input } }));
  if (document.querySelector('[data-bench] [role=tablist]')) return tell();
  return new Promise(resolve => {
    const ready = () => { document.removeEventListener('podlab:state', ready); clearTimeout(timer); tell(); resolve(); };
    const timer = setTimeout(ready, START_PATIENCE_MS);
    document.addEventListener('podlab:state', ready);
  });
}
