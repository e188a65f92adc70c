/** Orders texts by code point, which is the byte order of their UTF-8: how the C locale sorts. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

// Surrogates stand for code points above U+FFFF, but their units sort below U+E000.
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** GNU's version order (sort -V, ls -v): runs of digits compare as numbers, `~` before everything, letters before the rest. */
export function compareVersions(a: string, b: string): number {
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    while ((i < a.length && !isDigit(a, i)) || (j < b.length && !isDigit(b, j))) {
      const x = weight(a, i);
      const y = weight(b, j);
      if (x !== y) return x - y;
      i++;
      j++;
    }
    const [, zerosA = "", digitsA = ""] = /^(0*)(\d*)/.exec(a.slice(i)) ?? [];
    const [, zerosB = "", digitsB = ""] = /^(0*)(\d*)/.exec(b.slice(j)) ?? [];
    i += zerosA.length + digitsA.length;
    j += zerosB.length + digitsB.length;
    if (digitsA.length !== digitsB.length) return digitsA.length - digitsB.length;
    if (digitsA !== digitsB) return digitsA < digitsB ? -1 : 1;
  }
  return 0;
}

function isDigit(text: string, i: number): boolean {
  const c = text.charCodeAt(i);
  return c >= 48 && c <= 57;
}

function weight(text: string, i: number): number {
  if (i >= text.length || isDigit(text, i)) return 0;
  const c = text[i] ?? "";
  if (c === "~") return -1;
  return /[A-Za-z]/.test(c) ? c.charCodeAt(0) : c.charCodeAt(0) + 256;
}
