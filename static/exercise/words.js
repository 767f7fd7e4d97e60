// The words of an exercise, which the server wrote into the page: clones of them go into the panel.

/**
 * Takes the list of steps out of the page.
 * @param {HTMLElement} root
 * @returns {{of: (step: string, part: string) => Node[], giveBack: () => void}}
 */
export function takeWords(root) {
  const list = root.querySelector('.exercise-words');
  const next = list?.nextSibling ?? null;
  list?.remove();
  return {
    /** Copies of the nodes of one part of a step, for example ('create', 'hint-1'). */
    of(step, part) {
      const item = [...(list?.children ?? [])].find(child => child.dataset.step === step);
      const words = item?.querySelector(`[data-words="${part}"]`);
      return words ? [...words.cloneNode(true).childNodes] : [];
    },
    giveBack() { if (list) root.insertBefore(list, next); },
  };
}
