import { namedZone } from "../../shell/zone.ts";
import { encode } from "../../std/text.ts";
import { SECOND } from "../../std/time.ts";

/** A time of this zone and what holds from it on. */
interface Change {
  readonly at: number;
  readonly offset: number;
  readonly name: string;
  readonly summer: boolean;
}

const DAY = 86_400;
const FIRST = 0;
/** After it, what held last goes on. */
const LAST = Date.UTC(2060, 0, 1) / 1000;

const files = new Map<string, Uint8Array | undefined>();

/** A zone's file as /usr/share/zoneinfo has it (TZif, RFC 8536), of what the JavaScript engine knows; undefined: no such zone. */
export function zoneFile(name: string): Uint8Array | undefined {
  if (!files.has(name)) files.set(name, make(name));
  return files.get(name);
}

function make(name: string): Uint8Array | undefined {
  // The engine takes names in any letters; files have theirs.
  if (!/^[A-Z][\w+-]*(?:\/[A-Z][\w+-]*)*$/.test(name)) return undefined;
  const zone = namedZone(name);
  if (!zone) return undefined;
  const at = (seconds: number) => zone.at(seconds * SECOND);
  const changes: Change[] = [];
  let before = at(FIRST);
  const first = before;
  for (let day = FIRST; day < LAST; day += 30 * DAY) {
    const next = at(day + 30 * DAY);
    if (next.offset === before.offset) continue;
    let [low, high] = [day, day + 30 * DAY];
    // Clocks are set at whole quarters of an hour.
    while (high - low > 900) {
      const mid = low + Math.floor((high - low) / 1800) * 900;
      if (at(mid).offset === before.offset) low = mid;
      else high = mid;
    }
    changes.push({ at: high, ...next, summer: next.offset > before.offset });
    before = next;
  }
  return file(first, changes);
}

function file(first: { readonly offset: number; readonly name: string }, changes: readonly Change[]): Uint8Array {
  const kinds: { offset: number; name: string; summer: boolean }[] = [];
  const kindOf = (k: { offset: number; name: string; summer: boolean }) => {
    const known = kinds.findIndex((o) => o.offset === k.offset && o.name === k.name && o.summer === k.summer);
    return known < 0 ? kinds.push({ offset: k.offset, name: k.name, summer: k.summer }) - 1 : known;
  };
  kindOf({ ...first, summer: false });
  const indexes = changes.map(kindOf);
  const names = [...new Set(kinds.map((k) => k.name))];
  const letters = names.map((n) => `${n}\0`).join("");
  const placeOf = (n: string) => names.slice(0, names.indexOf(n)).reduce((sum, other) => sum + other.length + 1, 0);
  const last = changes.at(-1) ?? first;
  const footer = `\n${rule(last)}\n`;
  const block = (wide: boolean) => {
    const size = wide ? 8 : 4;
    const times = wide ? changes : [];
    const bytes = new Uint8Array(44 + times.length * (size + 1) + kinds.length * 6 + letters.length);
    const view = new DataView(bytes.buffer);
    bytes.set(encode("TZif2"));
    [0, 0, 0, times.length, kinds.length, letters.length].forEach((n, i) => {
      view.setUint32(20 + 4 * i, n);
    });
    let to = 44;
    for (const c of times) {
      view.setBigInt64(to, BigInt(c.at));
      to += size;
    }
    for (const [i] of times.entries()) bytes[to++] = indexes[i] ?? 0;
    for (const k of kinds) {
      view.setInt32(to, k.offset);
      bytes[to + 4] = k.summer ? 1 : 0;
      bytes[to + 5] = placeOf(k.name);
      to += 6;
    }
    bytes.set(encode(letters), to);
    return bytes;
  };
  return Uint8Array.from([...block(false), ...block(true), ...encode(footer)]);
}

/** What goes on, as POSIX writes it: the sign is the other way round. */
function rule({ offset, name }: { readonly offset: number; readonly name: string }): string {
  const minutes = Math.abs(offset) / 60;
  const shown = `${Math.floor(minutes / 60)}${minutes % 60 ? `:${String(minutes % 60).padStart(2, "0")}` : ""}`;
  return `${/^[A-Za-z]+$/.test(name) ? name : `<${name}>`}${offset > 0 ? "-" : ""}${shown}`;
}
