// A prediction, made before anything happens. The first guess counts.

import { word } from '../page/words.js';
import { el } from '../page/element.js';

/** Radio cards; `choose` gets the option's id. */
export class Guess {
  constructor(step, words, choose) {
    this.words = words;
    this.inputs = step.prediction.options.map(option =>
      el('input', { type: 'radio', name: `guess-${step.id}`, value: option.id, change: () => choose(option.id) }));
    this.labels = step.prediction.options.map((option, i) => el('label', {}, this.inputs[i], el('span', {}, option.text)));
    this.reply = el('div.guess-reply', { role: 'status' });
    this.node = el('div', {}, el('fieldset.guess', {}, el('legend', {}, step.prediction.question), ...this.labels), this.reply);
    this.replied = '';
  }

  update(step) {
    const { chosen, expected } = step.prediction;
    this.inputs.forEach((input, i) => {
      input.checked = input.value === chosen;
      input.disabled = Boolean(chosen) || step.status !== 'open';
      this.labels[i].classList.toggle('on', input.value === chosen);
      this.labels[i].classList.toggle('right', Boolean(expected) && input.value === expected);
      this.labels[i].classList.toggle('wrong', Boolean(expected) && input.value === chosen && chosen !== expected);
    });
    this.updateReply(step.id, chosen, expected);
  }

  updateReply(id, chosen, expected) {
    const key = expected && chosen ? `${chosen} ${expected}` : '';
    if (this.replied === key) return;
    this.replied = key;
    const verdict = word(chosen === expected ? 'exercise.guess.right' : 'exercise.guess.wrong');
    this.reply.replaceChildren(...(key ? [el('b', {}, verdict), ...this.words.of(id, `reply-${chosen}`)] : []));
  }
}
