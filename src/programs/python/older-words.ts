import { encode } from "../../std/text.ts";
import type { Instance } from "./instance.ts";

/**
 * What CPython 3.14 words otherwise than those before it, as its C code has it: a format and, never longer, the old one. What the old
 * one does not name is left out by a precision of 0 or by standing behind its end.
 */
const WORDS: readonly (readonly [now: string, before: string])[] = [
  ["too many values to unpack (expected %d, got %zd)", "too many values to unpack (expected %d)"],
  ["cannot use '%T' as a dict key (%S)", "%.0T%S"],
  ["cannot use '%T' as a set element (%S)", "%.0T%S"],
  ["expected a positive input, got %s", "math domain error"],
  ["expected a positive input", "math domain error"],
  ["expected a nonnegative input, got %s", "math domain error"],
  ["expected a finite input, got %s", "math domain error"],
  ["expected a noninteger or positive integer, got %s", "math domain error"],
  ["expected a number in range from -1 up to 1, got %s", "math domain error"],
  ["expected a number between -1 and 1, got %s", "math domain error"],
  ["argument of type '%.200s' is not a container or iterable", "argument of type '%.200s' is not iterable"],
  ["day %i must be in range 1..%d for month %i in year %i", "day is out of range for month"],
  ["month must be in 1..12, not %d", "month must be in 1..12"],
  ["hour must be in 0..23, not %i", "hour must be in 0..23"],
  ["minute must be in 0..59, not %i", "minute must be in 0..59"],
  ["second must be in 0..59, not %i", "second must be in 0..59"],
  ["microsecond must be in 0..999999, not %i", "microsecond must be in 0..999999"],
  ["'elif' block follows an 'else' block", "invalid syntax"],
  ["expected expression before 'if', but statement is given", "invalid syntax"],
  ...["__enter__", "__exit__"].flatMap((missed) => {
    const before = "'%T' object does not support the context manager protocol";
    const now = `${before} (missed ${missed} method)`;
    return [
      [now, before],
      [`${now} but it supports the asynchronous context manager protocol. Did you mean to use 'async with'?`, before],
    ] as const;
  }),
  [
    '"\\%c" is an invalid escape sequence. Such sequences will not work in the future. Did you mean "\\\\%c"? A raw string is also an option.',
    "invalid escape sequence '\\%c'",
  ],
  [
    '"\\%c" is an invalid escape sequence. Did you mean "\\\\%c"? A raw string is also an option.',
    "invalid escape sequence '\\%c'",
  ],
  [
    '"\\%.3s" is an invalid octal escape sequence. Such sequences will not work in the future. Did you mean "\\\\%.3s"? A raw string is also an option.',
    "invalid octal escape sequence '\\%.3s'",
  ],
];

/** Where CPython's constants end, more than that. */
const CONSTANTS = 1 << 20;

/** Where each stands: it is the same in all instances. */
let places: readonly (readonly [address: number, before: Uint8Array])[] | undefined;

/** Gives a fresh instance the words that CPython had before 3.14. */
export function wordAsBefore(i: Instance): void {
  places ??= find(i);
  for (const [address, before] of places) i.heap.write(address, before);
}

function find(i: Instance): readonly (readonly [number, Uint8Array])[] {
  const text = latin1(i.heap.copy(0, Math.min(CONSTANTS, i.memory.buffer.byteLength)));
  return WORDS.flatMap(([now, before]) => {
    const found: (readonly [number, Uint8Array])[] = [];
    const bytes = encode(`${before}\0`);
    for (let at = text.indexOf(`${now}\0`); at >= 0; at = text.indexOf(`${now}\0`, at + 1))
      // Not the end of a longer one.
      if (text[at - 1] === "\0") found.push([at, bytes]);
    return found;
  });
}

/** A character for each byte. */
function latin1(bytes: Uint8Array): string {
  let out = "";
  for (let at = 0; at < bytes.length; at += 8192) out += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return out;
}
