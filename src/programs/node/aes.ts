// AES, block by block (FIPS 197), and its modes of operation CBC, CTR and GCM.

const BLOCK = 16;

/** Doubles in the field of 256 elements. */
const double = (x: number) => ((x << 1) ^ (x & 0x80 ? 0x11b : 0)) & 0xff;

function times(a: number, b: number): number {
  let product = 0;
  for (let x = a, rest = b; rest; rest >>= 1, x = double(x)) if (rest & 1) product ^= x;
  return product;
}

const SUBSTITUTE = new Uint8Array(256);
const RESTORE = new Uint8Array(256);
for (let p = 1, q = 1, i = 0; i < 255; i++) {
  p ^= double(p);
  q ^= q << 1;
  q ^= q << 2;
  q ^= q << 4;
  q &= 0xff;
  if (q & 0x80) q ^= 0x09;
  const rotated = (n: number) => ((q << n) | (q >> (8 - n))) & 0xff;
  SUBSTITUTE[p] = q ^ rotated(1) ^ rotated(2) ^ rotated(3) ^ rotated(4) ^ 0x63;
}
SUBSTITUTE[0] = 0x63;
SUBSTITUTE.forEach((s, i) => {
  RESTORE[s] = i;
});
const table = (factor: number) => Uint8Array.from({ length: 256 }, (_, i) => times(i, factor));
const [T2, T3, T9, T11, T13, T14] = [table(2), table(3), table(9), table(11), table(13), table(14)] as const;
const at = (bytes: Uint8Array, i: number) => bytes[i] ?? 0;

/** The keys of the rounds, one behind the other. */
function expand(key: Uint8Array): Uint8Array {
  const words = key.length / 4;
  const out = new Uint8Array(BLOCK * (words + 7));
  out.set(key);
  for (let i = words, constant = 1; i * 4 < out.length; i++) {
    const last = out.slice(i * 4 - 4, i * 4);
    if (i % words === 0) {
      last.set([at(last, 1), at(last, 2), at(last, 3), at(last, 0)].map((b) => at(SUBSTITUTE, b)));
      last[0] = at(last, 0) ^ constant;
      constant = double(constant);
    } else if (words > 6 && i % words === 4) last.set(last.map((b) => at(SUBSTITUTE, b)));
    for (let j = 0; j < 4; j++) out[i * 4 + j] = at(out, (i - words) * 4 + j) ^ at(last, j);
  }
  return out;
}

function addKey(block: Uint8Array, keys: Uint8Array, round: number): void {
  for (let i = 0; i < BLOCK; i++) block[i] = at(block, i) ^ at(keys, round * BLOCK + i);
}

/** Mixes each column: `factors` for its own byte and those below it. */
function mix(block: Uint8Array, [a, b, c, d]: readonly (Uint8Array | undefined)[]): void {
  const by = (factor: Uint8Array | undefined, byte: number) => (factor ? at(factor, byte) : byte);
  for (let column = 0; column < BLOCK; column += 4) {
    const s = block.slice(column, column + 4);
    for (let i = 0; i < 4; i++)
      block[column + i] =
        by(a, at(s, i)) ^ by(b, at(s, (i + 1) % 4)) ^ by(c, at(s, (i + 2) % 4)) ^ by(d, at(s, (i + 3) % 4));
  }
}

function encryptBlock(keys: Uint8Array, input: Uint8Array): Uint8Array {
  const rounds = keys.length / BLOCK - 1;
  let block = input.slice();
  addKey(block, keys, 0);
  for (let round = 1; round <= rounds; round++) {
    // Substituted, each row shifted by its number.
    const before = block;
    block = before.map((_, i) => at(SUBSTITUTE, at(before, (i + 4 * (i % 4)) % BLOCK)));
    if (round < rounds) mix(block, [T2, T3, undefined, undefined]);
    addKey(block, keys, round);
  }
  return block;
}

function decryptBlock(keys: Uint8Array, input: Uint8Array): Uint8Array {
  const rounds = keys.length / BLOCK - 1;
  let block = input.slice();
  for (let round = rounds; round >= 1; round--) {
    addKey(block, keys, round);
    if (round < rounds) mix(block, [T14, T11, T13, T9]);
    const before = block;
    block = before.map((_, i) => at(RESTORE, at(before, (i + 12 * (i % 4)) % BLOCK)));
  }
  addKey(block, keys, 0);
  return block;
}

const xor = (a: Uint8Array, b: Uint8Array) => a.map((x, i) => x ^ at(b, i));

/** Whole blocks in a chain: each depends on the one before. */
export function cbc(key: Uint8Array, iv: Uint8Array, data: Uint8Array, decrypts: boolean): Uint8Array {
  const keys = expand(key);
  const out = new Uint8Array(data.length);
  let last = iv;
  for (let i = 0; i + BLOCK <= data.length; i += BLOCK) {
    const block = data.subarray(i, i + BLOCK);
    const made = decrypts ? xor(decryptBlock(keys, block), last) : encryptBlock(keys, xor(block, last));
    out.set(made, i);
    last = decrypts ? block : made;
  }
  return out;
}

/** A stream of encrypted counters, from byte `offset` on, over the data; only the last `width` bytes are counted. */
export function ctr(key: Uint8Array, first: Uint8Array, data: Uint8Array, offset: number, width = BLOCK): Uint8Array {
  const keys = expand(key);
  const counter = first.slice();
  const count = (by: number) => {
    for (let i = BLOCK - 1, carry = by; i >= BLOCK - width && carry; i--) {
      carry += at(counter, i);
      counter[i] = carry & 0xff;
      carry = Math.floor(carry / 256);
    }
  };
  count(Math.floor(offset / BLOCK));
  let stream = encryptBlock(keys, counter);
  return data.map((byte, i) => {
    const place = (offset + i) % BLOCK;
    if (place === 0 && i > 0) {
      count(1);
      stream = encryptBlock(keys, counter);
    }
    return byte ^ at(stream, place);
  });
}

/** GCM's counter before the data's first: the usual vector has 12 bytes. */
const gcmCounter = (iv: Uint8Array) => Uint8Array.of(...iv.subarray(0, 12), 0, 0, 0, 1);

export function gcm(key: Uint8Array, iv: Uint8Array, data: Uint8Array, offset: number): Uint8Array {
  return ctr(key, gcmCounter(iv), data, offset + BLOCK, 4);
}

/** What proves that encrypted data and what goes along with it are whole. */
export function gcmTag(key: Uint8Array, iv: Uint8Array, along: Uint8Array, encrypted: Uint8Array): Uint8Array {
  const number = (bytes: Uint8Array) => bytes.reduce((n, b) => (n << 8n) | BigInt(b), 0n);
  const h = number(encryptBlock(expand(key), new Uint8Array(BLOCK)));
  let sum = 0n;
  const take = (block: bigint) => {
    const x = sum ^ block;
    sum = 0n;
    for (let i = 127n, v = h; i >= 0n; i--) {
      if ((x >> i) & 1n) sum ^= v;
      v = v & 1n ? (v >> 1n) ^ (0xe1n << 120n) : v >> 1n;
    }
  };
  for (const part of [along, encrypted])
    for (let i = 0; i < part.length; i += BLOCK) {
      const block = new Uint8Array(BLOCK);
      block.set(part.subarray(i, i + BLOCK));
      take(number(block));
    }
  take((BigInt(along.length * 8) << 64n) | BigInt(encrypted.length * 8));
  const tag = new Uint8Array(BLOCK);
  for (let i = BLOCK - 1; i >= 0; i--, sum >>= 8n) tag[i] = Number(sum & 0xffn);
  return ctr(key, gcmCounter(iv), tag, 0);
}
