// bcrypt (Provos and Mazières, 1999): Blowfish with a key schedule that is made slow on purpose.

const WORDS = 18 + 4 * 256;

/** Blowfish's start: the fraction of pi, in words of 32 bits. Worked out once, by Machin's formula. */
function piWords(): Uint32Array {
  const guard = 64n;
  const bits = BigInt(WORDS * 32) + guard;
  const one = 1n << bits;
  const arctan = (inverse: bigint): bigint => {
    let power = one / inverse;
    let sum = power;
    const square = inverse * inverse;
    for (let n = 3n, sign = -1n; power > 0n; n += 2n, sign = -sign) {
      power /= square;
      sum += (sign * power) / n;
    }
    return sum;
  };
  const pi = 4n * (4n * arctan(5n) - arctan(239n));
  const hex = ((pi - 3n * one) >> guard).toString(16).padStart(WORDS * 8, "0");
  return Uint32Array.from({ length: WORDS }, (_, i) => Number.parseInt(hex.slice(8 * i, 8 * i + 8), 16));
}

let start: Uint32Array | undefined;

interface State {
  readonly p: Uint32Array;
  readonly s: Uint32Array;
}

/** Enciphers the two words at `at` in place. */
function encipher({ p, s }: State, words: Uint32Array, at: number): void {
  let l = words[at] ?? 0;
  let r = words[at + 1] ?? 0;
  const f = (x: number) =>
    ((((s[x >>> 24] as number) + (s[256 + ((x >>> 16) & 255)] as number)) ^ (s[512 + ((x >>> 8) & 255)] as number)) +
      (s[768 + (x & 255)] as number)) |
    0;
  l ^= p[0] as number;
  for (let i = 1; i <= 16; i += 2) {
    r ^= f(l) ^ (p[i] as number);
    l ^= f(r) ^ (p[i + 1] as number);
  }
  words[at] = (r ^ (p[17] as number)) >>> 0;
  words[at + 1] = l >>> 0;
}

/** Four bytes from a place on, over the end to the beginning. */
function cyclicWord(bytes: Uint8Array, at: number): number {
  let word = 0;
  for (let i = 0; i < 4; i++) word = (word << 8) | (bytes[(at + i) % bytes.length] ?? 0);
  return word >>> 0;
}

function expand(state: State, key: Uint8Array, salt: Uint8Array | undefined): void {
  const { p, s } = state;
  for (let i = 0; i < 18; i++) p[i] = ((p[i] ?? 0) ^ cyclicWord(key, 4 * i)) >>> 0;
  const pair = new Uint32Array(2);
  let at = 0;
  for (const table of [p, s])
    for (let i = 0; i < table.length; i += 2) {
      if (salt) {
        pair[0] = ((pair[0] ?? 0) ^ cyclicWord(salt, at)) >>> 0;
        pair[1] = ((pair[1] ?? 0) ^ cyclicWord(salt, at + 4)) >>> 0;
        at = (at + 8) % 16;
      }
      encipher(state, pair, 0);
      table[i] = pair[0] ?? 0;
      table[i + 1] = pair[1] ?? 0;
    }
}

/** The 23 bytes behind a password, for a salt of 16 bytes; 2 to the power of `cost` rounds. */
export function bcrypt(password: Uint8Array, salt: Uint8Array, cost: number): Uint8Array {
  start ??= piWords();
  const state: State = { p: start.slice(0, 18), s: start.slice(18) };
  // A zero ends the password; what is beyond 72 bytes does not count.
  const key = new Uint8Array(Math.min(72, password.length + 1));
  key.set(password.subarray(0, key.length === 72 ? 72 : password.length));
  expand(state, key, salt);
  for (let n = 2 ** cost; n > 0; n--) {
    expand(state, key, undefined);
    expand(state, salt, undefined);
  }
  const text = "OrpheanBeholderScryDoubt";
  const words = Uint32Array.from({ length: 6 }, (_, i) =>
    [0, 1, 2, 3].reduce((w, k) => ((w << 8) | text.charCodeAt(4 * i + k)) >>> 0, 0),
  );
  for (let n = 0; n < 64; n++) for (let i = 0; i < 6; i += 2) encipher(state, words, i);
  return Uint8Array.from({ length: 23 }, (_, i) => ((words[i >> 2] ?? 0) >>> (24 - 8 * (i & 3))) & 255);
}
