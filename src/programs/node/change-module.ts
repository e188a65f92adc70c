import { concat } from "../../std/text.ts";

/** The names under which a changed module exports what it kept for itself. */
export const TABLE = "table";
export const STACK = "stack";
export const LIMIT = "limit";
export const INTERPRET = "interpret";

/** What the engine's module is made of, as far as it is changed. */
export interface Layout {
  /** The place in the table that is free for a function of the interpreter's type. */
  readonly slot: number;
  /** The types of what the interpreter takes, as the format's numbers; it gives one of 64 bits. */
  readonly parameters: readonly number[];
}

export interface Changed {
  readonly bytes: Uint8Array;
  readonly layout: Layout;
}

/**
 * The module with its table of functions exported and free to grow. QuickJS tells a host of rejected promises through a
 * function pointer that the package does not offer to set; with the table at hand it can be set.
 *
 * With `deep`, calls of the interpreter (by far the largest function, which calls itself) go another way once the stack in
 * memory is below a limit, a global that is exported: through a function of the host's in the table.
 */
export function changeModule(bytes: Uint8Array, deep: boolean): Changed {
  const sections = [...eachSection(bytes)];
  const body = (id: number) => sections.find((s) => s.id === id)?.body ?? new Uint8Array(1);
  const slot = readLeb(body(4), 3).value;
  const codes = vectorOf(body(10));
  const largest = codes.reduce((a, c, i) => (c.length > (codes[a]?.length ?? 0) ? i : a), 0);
  const own = vectorOf(body(3), false)[largest] ?? new Uint8Array(0);
  const parameters = parametersOf(body(1), readLeb(own, 0).value);
  const imported = importedFunctions(body(2));
  const moved = imported + codes.length;
  const exported = [exportOf(TABLE, 1, 0)];
  if (deep) exported.push(exportOf(STACK, 3, 0), exportOf(LIMIT, 3, 1), exportOf(INTERPRET, 0, moved));
  const change = (id: number, part: Uint8Array): Uint8Array => {
    if (id === 4) return Uint8Array.of(1, part[1] ?? 0x70, 0, ...leb(slot + 1));
    if (id === 7) return appended(part, ...exported);
    if (!deep) return part;
    if (id === 3) return appended(part, own);
    if (id === 6) return appended(part, Uint8Array.of(0x7f, 1, 0x41, 0, 0x0b));
    if (id !== 10) return part;
    const wrapper = Uint8Array.from(detour(parameters.length, leb(readLeb(own, 0).value), slot, moved));
    const all = [...codes.with(largest, wrapper), codes[largest] ?? wrapper];
    return concat([Uint8Array.from(leb(all.length)), ...all.flatMap((c) => [Uint8Array.from(leb(c.length)), c])]);
  };
  const out = sections.flatMap(({ id, body: part }) => {
    const changed = change(id, part);
    return [Uint8Array.of(id, ...leb(changed.length)), changed];
  });
  return { bytes: concat([bytes.subarray(0, 8), ...out]), layout: { slot, parameters } };
}

/** Where the stack is below the limit, the function in the table's slot; else the moved one, in place of this. */
function detour(parameters: number, type: readonly number[], slot: number, moved: number): number[] {
  const given = Array.from({ length: parameters }, (_, i) => [0x20, i]).flat();
  // biome-ignore format: instructions, one statement a line
  return [
    0,
    0x23, 0, 0x23, 1, 0x49, 0x04, 0x40,
    ...given, 0x41, ...signedLeb(slot), 0x11, ...type, 0, 0x0f,
    0x0b,
    ...given, 0x12, ...leb(moved), 0x0b,
  ];
}

function* eachSection(bytes: Uint8Array): Generator<{ readonly id: number; readonly body: Uint8Array }> {
  for (let at = 8; at < bytes.length; ) {
    const size = readLeb(bytes, at + 1);
    yield { id: bytes[at] ?? 0, body: bytes.subarray(size.next, size.next + size.value) };
    at = size.next + size.value;
  }
}

/** A section's entries: with their sizes before them, or numbers. */
function vectorOf(body: Uint8Array, sized = true): Uint8Array[] {
  const out: Uint8Array[] = [];
  for (let at = readLeb(body, 0).next; at < body.length; ) {
    const first = readLeb(body, at);
    const end = sized ? first.next + first.value : first.next;
    out.push(body.subarray(sized ? first.next : at, end));
    at = end;
  }
  return out;
}

function parametersOf(types: Uint8Array, index: number): readonly number[] {
  let at = readLeb(types, 0).next;
  for (let i = 0; ; i++) {
    const count = readLeb(types, at + 1);
    const end = count.next + count.value;
    if (i === index) return [...types.subarray(count.next, end)];
    const results = readLeb(types, end);
    at = results.next + results.value;
  }
}

/** How many functions the module imports: all that it imports but its memory and table. */
function importedFunctions(body: Uint8Array): number {
  const count = readLeb(body, 0);
  let functions = 0;
  let at = count.next;
  for (let i = 0; i < count.value; i++) {
    for (let names = 0; names < 2; names++) {
      const name = readLeb(body, at);
      at = name.next + name.value;
    }
    const kind = body[at++];
    if (kind === 0) {
      functions++;
      at = readLeb(body, at).next;
    } else {
      const limited = body[kind === 1 ? ++at : at];
      at = readLeb(body, at + 1).next;
      if (limited === 1) at = readLeb(body, at).next;
    }
  }
  return functions;
}

function appended(body: Uint8Array, ...entries: readonly Uint8Array[]): Uint8Array {
  const count = readLeb(body, 0);
  return concat([Uint8Array.from(leb(count.value + entries.length)), body.subarray(count.next), ...entries]);
}

function exportOf(name: string, kind: number, index: number): Uint8Array {
  return Uint8Array.of(name.length, ...[...name].map((c) => c.charCodeAt(0)), kind, ...leb(index));
}

function readLeb(bytes: Uint8Array, at: number): { value: number; next: number } {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const b = bytes[at++] ?? 0;
    value += (b & 127) * 2 ** shift;
    if (b < 128) return { value, next: at };
  }
}

function leb(value: number): number[] {
  const out: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 128) return [...out, rest];
    out.push((rest & 127) | 128);
  }
}

function signedLeb(value: number): number[] {
  const out = leb(value);
  const last = out.at(-1) ?? 0;
  return last & 64 ? [...out.slice(0, -1), last | 128, 0] : out;
}
