import { isErrno } from "../../std/errno.ts";
import { globToRegExp } from "../lib/glob.ts";
import { baseName, joinPath } from "../lib/paths.ts";
import { blocksOf, humanSize, humanSizeBusybox, parseSize } from "../lib/sizes.ts";
import { type Call, defineTool } from "../lib/tool.ts";

const LONG = {
  all: "a",
  "apparent-size": "apparent-size",
  "block-size:": "B",
  bytes: "b",
  total: "c",
  "dereference-args": "D",
  "max-depth:": "d",
  "human-readable": "h",
  dereference: "L",
  "count-links": "l",
  "separate-dirs": "S",
  summarize: "s",
  "one-file-system": "x",
  "exclude:": "exclude",
  null: "0",
  si: "si",
  time: "time",
};

interface Wish {
  readonly all: boolean;
  readonly depth: number;
  readonly apparent: boolean;
  readonly separate: boolean;
  readonly sameDevice: boolean;
  readonly follow: boolean;
  readonly countLinks: boolean;
  readonly excluded: readonly RegExp[];
  show(bytes: number): string;
}

/** How much space folders take, with all that is in them. */
export const du = defineTool(
  {
    name: "du",
    syntax: { short: "0aB:bcDd:HhkLlmSst:xX:", long: LONG },
    busybox: { short: "aHLd:clsxhmkb" },
    usage: "[OPTION]... [FILE]...\n[OPTION]... --files0-from=F",
  },
  async (c) => {
    const wish = await wishOf(c);
    const end = c.options.has("0") ? "\0" : "\n";
    let total = 0;
    const seen = new Set<string>();
    for (const path of c.operands.length ? c.operands : ["."]) {
      try {
        total += await measure(c, path, wish, 0, seen, undefined, end);
      } catch (e) {
        if (!isErrno(e) || e.code === "EPIPE") throw e;
        await c.complain(
          c.flavour.pick(`cannot access ${c.quoteAlways(path)}: ${e.strerror}`, `${path}: ${e.strerror}`),
        );
      }
    }
    if (c.options.has("c")) await c.out.write(`${wish.show(total)}\ttotal${end}`);
    return c.status;
  },
);

async function wishOf(c: Call): Promise<Wish> {
  const o = c.options;
  const depth = o.value("d");
  if (depth !== undefined && !/^\d+$/.test(depth)) {
    if (c.flavour.busybox) await c.fail(`invalid number '${depth}'`);
    await c.badUsage(`invalid maximum depth ${c.quote(depth)}`);
  }
  if (o.has("s") && o.has("a")) await c.badUsage("cannot both summarize and show all entries");
  const unit = o.value("B");
  const size = unit === undefined ? undefined : unit === "human" ? 0 : parseSize(/^\d/.test(unit) ? unit : `1${unit}`);
  if (unit !== undefined && size === undefined) await c.fail(`invalid -B argument ${c.quote(unit)}`);
  const last = o.last("h", "si", "k", "m", "b", "B");
  const show = (bytes: number) => {
    if (last === "h") return c.flavour.pick(humanSize(bytes), humanSizeBusybox(bytes));
    if (last === "si") return humanSize(bytes, 1000);
    if (last === "b") return String(bytes);
    const by = last === "m" ? 1024 ** 2 : last === "B" ? (size ?? 1024) : 1024;
    return String(Math.ceil(bytes / by));
  };
  return {
    all: o.has("a"),
    depth: o.has("s") ? 0 : depth === undefined ? Number.POSITIVE_INFINITY : Number(depth),
    apparent: o.has("b") || o.has("apparent-size"),
    separate: o.has("S"),
    sameDevice: o.has("x"),
    follow: o.has("L"),
    countLinks: o.has("l"),
    excluded: o.values("exclude").map((g) => globToRegExp(g)),
    show,
  };
}

async function measure(
  c: Call,
  path: string,
  wish: Wish,
  depth: number,
  seen: Set<string>,
  device: number | undefined,
  end: string,
): Promise<number> {
  await c.p.tick();
  if (wish.excluded.some((re) => re.test(baseName(path)) || re.test(path))) return 0;
  const { files } = c.p;
  const followed = wish.follow || (depth === 0 && (c.options.has("D") || c.options.has("H")));
  const stat = followed ? files.stat(path) : files.lstat(path);
  if (wish.sameDevice && device !== undefined && stat.dev !== device) return 0;
  if (stat.nlink > 1 && stat.kind !== "directory" && !wish.countLinks) {
    const key = `${stat.dev}:${stat.ino}`;
    if (seen.has(key)) return 0;
    seen.add(key);
  }
  // Of a folder's own size GNU counts no byte.
  const apparent = stat.kind === "file" || stat.kind === "symlink" ? stat.size : 0;
  let own = wish.apparent ? apparent : blocksOf(stat) * 1024;
  if (stat.kind === "directory") {
    let names: string[] = [];
    try {
      names = files.readdir(path).map((e) => e.name);
    } catch (e) {
      if (!isErrno(e)) throw e;
      await c.complain(
        c.flavour.pick(
          `cannot read directory ${c.quoteAlways(path)}: ${e.strerror}`,
          `can't open '${path}': ${e.strerror}`,
        ),
      );
    }
    let below = 0;
    for (const name of names) {
      const size = await measure(c, joinPath(path, name), wish, depth + 1, seen, stat.dev, end);
      below += size;
      if (!wish.separate || files.lstat(joinPath(path, name)).kind !== "directory") own += size;
    }
    if (depth <= wish.depth) await c.out.write(`${wish.show(own)}\t${path}${end}`);
    return wish.separate ? own + below : own;
  }
  if (depth === 0 || (wish.all && depth <= wish.depth)) await c.out.write(`${wish.show(own)}\t${path}${end}`);
  return own;
}
