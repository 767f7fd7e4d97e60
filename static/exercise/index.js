// The step panel of an exercise: task, prediction, action, checks that judge the live sandbox, explanation.
//
// The words stand in the page already, for readers without scripts; the panel takes them from there. How the learner
// stands comes from /api/exercises/{id}/events. With the lab bench the panel speaks through events on the document:
// podlab:open-sandbox, podlab:run-command {pod, container, command}, podlab:highlight {part}.

import { word } from '../page/words.js';
import { el, say } from '../page/element.js';
import { send } from '../page/http.js';
import { follow } from './feed.js';
import { takeWords } from './words.js';
import { Panel } from './panel.js';

/**
 * Turns a section of a lesson into a step panel.
 * @param {HTMLElement} root the section with data-exercise
 * @returns {() => void} stops
 */
export function start(root) {
  const id = root.dataset.exercise;
  const base = `/api/exercises/${encodeURIComponent(id)}`;
  const lang = document.documentElement.lang.startsWith('zh') ? 'zh' : 'en';
  const words = takeWords(root);
  const trouble = el('p.exercise-trouble', { role: 'status', hidden: true });
  const place = el('div.step', { tabindex: '-1' });
  root.append(place, trouble);
  const panel = new Panel(place, words, { post, open });

  /** Sends a change of a step, and shows how the learner stands after it. */
  async function post(step, change, body) {
    const answer = await send('POST', `${base}/steps/${encodeURIComponent(step)}/${change}?lang=${lang}`, body ?? {});
    panel.show(answer.exercise ?? answer);
    return answer;
  }

  /** Opens the sandbox when none is open, and lets the bench know. */
  async function open() {
    await send('POST', '/api/sandbox');
    document.dispatchEvent(new CustomEvent('podlab:open-sandbox'));
  }

  const stopFollowing = follow(`${base}/events?lang=${lang}`, {
    stands: view => { trouble.hidden = true; panel.show(view); },
    lost: () => { say(trouble, word('exercise.lost')); trouble.hidden = false; },
  });
  return () => { stopFollowing(); panel.stop(); place.remove(); trouble.remove(); words.giveBack(); };
}
