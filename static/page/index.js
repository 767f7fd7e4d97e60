// Every page: keeps the place when the language is switched, and starts what the page holds.

import { start as startLanguage } from './language.js';
import { start as startScrolling } from './scrolling.js';

startLanguage(document);
startScrolling(document);
const bench = document.querySelector('[data-bench]');
if (bench) import('../bench/index.js').then(module => module.start(bench));
const exercises = [...document.querySelectorAll('[data-exercise]')];
if (exercises.length) import('../exercise/index.js').then(module => exercises.forEach(module.start));
if (document.querySelector('[data-highlight]')) import('../exercise/look.js').then(module => module.start(document));
