// How wide a text will be, estimated so that layout needs no browser.

const NARROW = new Set([...'iIljt.,:;\'|!()[]/ f·']);

/** Estimated width in px of a text at a font size in px. */
export function widthOf(text, size, mono = false) {
  let em = 0;
  for (const char of text) {
    if (char.codePointAt(0) >= 0x2e80) em += 1;
    else if (mono) em += 0.61;
    else if (NARROW.has(char)) em += 0.33;
    else if (char >= 'A' && char <= 'Z') em += 0.68;
    else em += char === 'm' || char === 'w' ? 0.82 : 0.57;
  }
  return em * size;
}

/** The text, or as much of its beginning as fits into a width, with an ellipsis. */
export function fit(text, width, size, mono = false) {
  if (widthOf(text, size, mono) <= width) return text;
  const chars = [...text];
  while (chars.length > 1 && widthOf(chars.join('') + '…', size, mono) > width) chars.pop();
  return chars.join('').trimEnd() + '…';
}

/** The text, or as much of its end as fits: what tells paths apart stands at their end. */
export function fitEnd(text, width, size, mono = false) {
  if (widthOf(text, size, mono) <= width) return text;
  const chars = [...text];
  while (chars.length > 1 && widthOf('…' + chars.join(''), size, mono) > width) chars.shift();
  return '…' + chars.join('');
}
