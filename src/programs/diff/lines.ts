/** A run of lines that differ: `from … to` of the old text gives way to `at … end` of the new one (ends excluded, from 0). */
export interface Hunk {
  readonly from: number;
  readonly to: number;
  readonly at: number;
  readonly end: number;
}

/** The least changes from one list to the other: Myers' way, from both texts' beginnings. */
export function diffLines<T>(old: readonly T[], fresh: readonly T[]): Hunk[] {
  let head = 0;
  while (head < old.length && head < fresh.length && old[head] === fresh[head]) head++;
  let tail = 0;
  while (
    tail < old.length - head &&
    tail < fresh.length - head &&
    old[old.length - 1 - tail] === fresh[fresh.length - 1 - tail]
  )
    tail++;
  const a = old.slice(head, old.length - tail);
  const b = fresh.slice(head, fresh.length - tail);
  const pairs = matches(a, b);
  const hunks: Hunk[] = [];
  let [i, j] = [0, 0];
  for (const [x, y] of [...pairs, [a.length, b.length] as const]) {
    if (x > i || y > j) hunks.push({ from: head + i, to: head + x, at: head + j, end: head + y });
    [i, j] = [x + 1, y + 1];
  }
  return hunks;
}

/** Pairs of equal lines that stay, in order. */
function matches<T>(a: readonly T[], b: readonly T[]): [number, number][] {
  const most = a.length + b.length;
  const trace: Int32Array[] = [];
  const v = new Int32Array(2 * most + 2);
  const at = (k: number) => k + most;
  for (let d = 0; d <= most; d++) {
    trace.push(v.slice());
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (v[at(k - 1)] ?? 0) < (v[at(k + 1)] ?? 0));
      let x = down ? (v[at(k + 1)] ?? 0) : (v[at(k - 1)] ?? 0) + 1;
      let y = x - k;
      while (x < a.length && y < b.length && a[x] === b[y]) {
        x++;
        y++;
      }
      v[at(k)] = x;
      if (x >= a.length && y >= b.length) return backtrack(trace, a.length, b.length, most);
    }
  }
  return [];
}

function backtrack(trace: readonly Int32Array[], n: number, m: number, most: number): [number, number][] {
  const pairs: [number, number][] = [];
  let [x, y] = [n, m];
  for (let d = trace.length - 1; d >= 0; d--) {
    const v = trace[d] ?? new Int32Array(0);
    const k = x - y;
    const down = k === -d || (k !== d && (v[k - 1 + most] ?? 0) < (v[k + 1 + most] ?? 0));
    const before = down ? k + 1 : k - 1;
    const px = v[before + most] ?? 0;
    const py = px - before;
    while (x > px && y > py && x > 0 && y > 0) pairs.push([--x, --y]);
    if (d === 0) break;
    [x, y] = [px, py];
  }
  return pairs.reverse();
}
