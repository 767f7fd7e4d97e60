// What the terminal module of static/ imports from /vendor/terminal.js.
export { Terminal } from '@xterm/xterm';
export { FitAddon } from '@xterm/addon-fit';
