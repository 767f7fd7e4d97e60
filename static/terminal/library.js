// Loads xterm.js when the first terminal opens. It makes <style> elements, which the page's policy allows only with the
// page's nonce, and has no option for one: elements made while it is in use get the nonce here.

let loading = null;

/** @returns {Promise<{Terminal: Function, FitAddon: Function}>} */
export function load() {
  loading ??= prepare().catch(failure => { loading = null; throw failure; });
  return loading;
}

async function prepare() {
  const nonce = document.querySelector('meta[name="csp-nonce"]')?.content ?? '';
  const create = document.createElement.bind(document);
  document.createElement = (name, options) => {
    const element = create(name, options);
    if (String(name).toLowerCase() === 'style') element.nonce = nonce;
    return element;
  };
  await stylesheet('/vendor/terminal.css');
  return import('/vendor/terminal.js');
}

function stylesheet(href) {
  return new Promise((done, fail) => {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href, onload: done, onerror: fail });
    document.head.append(link);
  });
}
