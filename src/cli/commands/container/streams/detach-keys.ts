import { encode } from "../../../../std/text.ts";
import { CliError } from "../../../command.ts";

/** Keys that leave a container running: control-P, control-Q. */
export const DEFAULT_DETACH_KEYS = "ctrl-p,ctrl-q";

/** The names of the first 32 characters. */
const CONTROL = "@abcdefghijklmnopqrstuvwxyz[\\]^_";

/** What stands in a key sequence that names no key. */
export class DetachKeysError extends CliError {}

/** The bytes of a sequence such as `ctrl-p,ctrl-q` or `a,b`. Throws DetachKeysError. */
export function parseDetachKeys(keys: string): Uint8Array {
  const bytes: number[] = [];
  for (const key of keys.split(",")) {
    const control = key.startsWith("ctrl-") && key.length === 6 ? CONTROL.indexOf(key.slice(5)) : -1;
    const [byte, ...more] = encode(key);
    if (byte !== undefined && more.length === 0) bytes.push(byte);
    else if (control >= 0) bytes.push(control);
    else if (key === "DEL") bytes.push(127);
    else throw new DetachKeysError(`Unknown character: '${key}'`);
  }
  return Uint8Array.from(bytes);
}

/** What a chunk of input leaves when the detach keys are looked for in it. */
export interface Passed {
  readonly bytes: Uint8Array;
  /** Whether the whole sequence was typed: the rest of the chunk is dropped. */
  readonly detached: boolean;
}

/**
 * Looks for a key sequence in what is typed. The beginning of one is held back until the next key shows whether it is whole;
 * else it goes on its way with that key.
 */
export function detachFilter(keys: Uint8Array): (chunk: Uint8Array) => Passed {
  let matched = 0;
  return (chunk) => {
    const out: number[] = [];
    for (const byte of chunk) {
      if (byte === keys[matched]) {
        matched++;
        if (matched === keys.length) return { bytes: Uint8Array.from(out), detached: true };
        continue;
      }
      out.push(...keys.subarray(0, matched), byte);
      matched = 0;
    }
    return { bytes: Uint8Array.from(out), detached: false };
  };
}
