import { LuaFault, type LuaFunction, type LuaValue } from "./value.ts";

type Key = Exclude<LuaValue, undefined>;

interface Node {
  key: LuaValue;
  value: LuaValue;
  /** The next node whose key belongs to the same place; -1: none. */
  next: number;
}

const log2Up = (n: number): number => (n <= 1 ? 0 : Math.ceil(Math.log2(n)));

/** The hash of a string in Lua 5.1. */
function hashText(text: string): number {
  let h = text.length >>> 0;
  const step = (text.length >> 5) + 1;
  for (let l = text.length; l >= step; l -= step) h = (h ^ ((h << 5) + (h >>> 2) + text.charCodeAt(l - 1))) >>> 0;
  return h;
}

const view = new DataView(new ArrayBuffer(8));

function hashNumber(n: number): number {
  view.setFloat64(0, n, true);
  return (view.getUint32(0, true) + view.getUint32(4, true)) >>> 0;
}

let tables = 0;

/**
 * A table laid out as Lua 5.1 lays it out: an array part, and a hash of two to the n-th nodes with Brent's variation. So `pairs`
 * goes through it in Lua's own order.
 */
export class LuaTable {
  metatable: LuaTable | undefined;
  readonly number = ++tables;
  /** Nothing can be set from a script. */
  locked = false;
  private list: LuaValue[] = [];
  private nodes: Node[] = [];
  private free = 0;

  constructor(array = 0, hash = 0) {
    this.list = new Array<LuaValue>(array).fill(undefined);
    this.setNodes(hash);
  }

  private setNodes(count: number): void {
    this.nodes =
      count === 0
        ? []
        : Array.from({ length: 2 ** log2Up(count) }, () => ({ key: undefined, value: undefined, next: -1 }));
    this.free = this.nodes.length;
  }

  get(key: LuaValue): LuaValue {
    if (typeof key === "number" && key >= 1 && key <= this.list.length && Number.isInteger(key))
      return this.list[key - 1];
    return this.node(key)?.value;
  }

  private node(key: LuaValue): Node | undefined {
    if (key === undefined || this.nodes.length === 0) return undefined;
    for (let i = this.place(key); i >= 0; ) {
      const n = this.nodes[i];
      if (!n) return undefined;
      if (n.key === key) return n;
      i = n.next;
    }
    return undefined;
  }

  /** The main place of a key. */
  private place(key: Key): number {
    const size = this.nodes.length;
    const odd = (size - 1) | 1;
    switch (typeof key) {
      case "string":
        return hashText(key) & (size - 1);
      case "number":
        return key === 0 ? 0 : hashNumber(key) % odd;
      case "boolean":
        return (key ? 1 : 0) & (size - 1);
      default:
        return ((key as LuaTable | LuaFunction).number ?? 0) % odd;
    }
  }

  set(key: LuaValue, value: LuaValue): void {
    if (key === undefined) throw new LuaFault("table index is nil");
    if (typeof key === "number") {
      if (Number.isNaN(key)) throw new LuaFault("table index is NaN");
      if (key >= 1 && key <= this.list.length && Number.isInteger(key)) {
        this.list[key - 1] = value;
        return;
      }
    }
    const there = this.node(key);
    if (there) there.value = value;
    else if (value !== undefined) this.add(key, value);
  }

  private add(key: Key, value: LuaValue): void {
    const home = this.nodes.length ? this.place(key) : -1;
    const main = this.nodes[home];
    if (!main || main.value !== undefined) {
      const at = this.freePlace();
      const spare = this.nodes[at];
      if (!spare || !main) {
        this.grow(key);
        this.set(key, value);
        return;
      }
      const other = main.key === undefined ? home : this.place(main.key);
      if (other !== home) {
        // Who lies here belongs elsewhere: it makes room.
        let before = other;
        for (let n = this.nodes[before]; n && n.next !== home; n = this.nodes[before]) before = n.next;
        const previous = this.nodes[before];
        if (previous) previous.next = at;
        Object.assign(spare, main);
        Object.assign(main, { key, value, next: -1 });
      } else {
        Object.assign(spare, { key, value, next: main.next });
        main.next = at;
      }
      return;
    }
    main.key = key;
    main.value = value;
  }

  private freePlace(): number {
    while (this.free > 0) {
      this.free--;
      if (this.nodes[this.free]?.key === undefined) return this.free;
    }
    return -1;
  }

  /** Makes new parts that fit what is there and one key more. */
  private grow(extra: Key): void {
    const counts = new Array<number>(32).fill(0);
    let all = 1;
    let integers = 0;
    const count = (key: LuaValue) => {
      if (typeof key !== "number" || !Number.isInteger(key) || key < 1 || key > 2 ** 26) return;
      counts[log2Up(key)] = (counts[log2Up(key)] ?? 0) + 1;
      integers++;
    };
    this.list.forEach((v, i) => {
      if (v === undefined) return;
      all++;
      count(i + 1);
    });
    for (const n of this.nodes) {
      if (n.value === undefined) continue;
      all++;
      count(n.key);
    }
    count(extra);
    let size = 0;
    let inArray = 0;
    for (let i = 0, power = 1, sum = 0; power / 2 < integers; i++, power *= 2) {
      sum += counts[i] ?? 0;
      if (sum > power / 2) {
        size = power;
        inArray = sum;
      }
    }
    const [list, nodes] = [this.list, this.nodes];
    this.list = new Array<LuaValue>(size).fill(undefined);
    this.setNodes(all - inArray);
    list.forEach((v, i) => {
      if (v !== undefined) this.set(i + 1, v);
    });
    for (const n of [...nodes].reverse()) if (n.value !== undefined) this.set(n.key, n.value);
  }

  /** A border: `#t`. */
  get length(): number {
    const { list } = this;
    if (list.length && list.at(-1) === undefined) {
      let [low, high] = [0, list.length];
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (list[middle - 1] === undefined) high = middle;
        else low = middle;
      }
      return low;
    }
    let n = list.length;
    if (this.nodes.length) while (this.get(n + 1) !== undefined) n++;
    return n;
  }

  /** What follows a key in the table's order; undefined at the end. */
  next(key: LuaValue): readonly [Key, LuaValue] | undefined {
    let i = 0;
    if (key !== undefined) {
      if (typeof key === "number" && key >= 1 && key <= this.list.length && Number.isInteger(key)) i = key;
      else {
        const at = this.nodes.findIndex((n) => n.key === key);
        if (at < 0) throw new LuaFault("invalid key to 'next'");
        i = this.list.length + at + 1;
      }
    }
    for (; i < this.list.length; i++) if (this.list[i] !== undefined) return [i + 1, this.list[i]];
    for (; i < this.list.length + this.nodes.length; i++) {
      const n = this.nodes[i - this.list.length];
      if (n?.key !== undefined && n.value !== undefined) return [n.key, n.value];
    }
    return undefined;
  }

  *entries(): Generator<readonly [Key, LuaValue]> {
    for (let one = this.next(undefined); one; one = this.next(one[0])) yield one;
  }
}

/** A table of these items, 1 to n. */
export function listTable(items: readonly LuaValue[]): LuaTable {
  const t = new LuaTable(items.length, 0);
  items.forEach((v, i) => {
    t.set(i + 1, v);
  });
  return t;
}

/** A table of names, as the libraries are. */
export function nameTable(entries: Readonly<Record<string, LuaValue>>): LuaTable {
  const t = new LuaTable();
  for (const [name, value] of Object.entries(entries)) t.set(name, value);
  return t;
}
