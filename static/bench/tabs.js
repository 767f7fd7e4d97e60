// A row of tabs with panels: arrow keys move, Delete closes what may be closed. A panel is started when it is first shown.

import { el } from '../page/element.js';

/**
 * @typedef {{id: string, title: string, closable?: boolean, start: (panel: HTMLElement) => ({stop?: () => void, shown?: () => void})}} Tab
 */
export class Tabs {
  /** @param {HTMLElement} list for the tabs @param {HTMLElement} panels for the panels */
  constructor(list, panels) {
    Object.assign(this, { list, panels, tabs: new Map(), selected: null });
    list.addEventListener('keydown', event => this.#key(event));
  }

  /** Adds a tab unless it is there. @param {Tab} tab */
  add(tab) {
    if (this.tabs.has(tab.id)) return;
    const button = el('button', { type: 'button', role: 'tab', id: `tab-${tab.id}`, 'aria-controls': `panel-${tab.id}`, 'aria-selected': 'false', tabindex: '-1', click: () => this.select(tab.id, true) }, tab.title);
    const panel = el('div.panel', { role: 'tabpanel', id: `panel-${tab.id}`, 'aria-labelledby': `tab-${tab.id}`, hidden: true });
    this.list.append(button);
    this.panels.append(panel);
    this.tabs.set(tab.id, { ...tab, button, panel, life: null });
    if (!this.selected) this.select(tab.id);
  }

  has(id) {
    return this.tabs.has(id);
  }

  /** Shows a tab's panel; `byHand` lets the panel take the focus if it wants it. */
  select(id, byHand = false) {
    const next = this.tabs.get(id);
    if (!next) return;
    this.selected = id;
    for (const tab of this.tabs.values()) {
      const chosen = tab === next;
      tab.button.setAttribute('aria-selected', String(chosen));
      tab.button.tabIndex = chosen ? 0 : -1;
      tab.panel.hidden = !chosen;
    }
    next.life ??= next.start(next.panel) ?? {};
    next.life.shown?.(byHand);
    next.button.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  /** What a tab's start returned, once it was shown. */
  life(id) {
    return this.tabs.get(id)?.life;
  }

  close(id) {
    const tab = this.tabs.get(id);
    if (!tab?.closable) return;
    const ids = [...this.tabs.keys()];
    const neighbour = ids[ids.indexOf(id) - 1] ?? ids[1];
    tab.life?.stop?.();
    tab.button.remove();
    tab.panel.remove();
    this.tabs.delete(id);
    if (this.selected === id) {
      this.select(neighbour);
      this.tabs.get(neighbour)?.button.focus();
    }
  }

  stop() {
    for (const tab of this.tabs.values()) tab.life?.stop?.();
  }

  #key(event) {
    const ids = [...this.tabs.keys()];
    const at = ids.indexOf(this.selected);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: ids.length - 1 }[event.key];
    if (event.key === 'Delete') return this.close(this.selected);
    if (to === undefined) return;
    event.preventDefault();
    const id = ids[(to + ids.length) % ids.length];
    this.select(id);
    this.tabs.get(id).button.focus();
  }
}
