import { isErrno } from "../../std/errno.ts";
import { concat } from "../../std/text.ts";
import type { Micros } from "../../std/time.ts";
import { SECOND } from "../../std/time.ts";
import { formatFloat } from "../lib/printf.ts";
import { type Call, defineTool } from "../lib/tool.ts";

interface Wish {
  readonly input: string | undefined;
  readonly output: string | undefined;
  readonly ibs: number;
  readonly obs: number;
  readonly count: number;
  readonly skip: number;
  readonly seek: number;
  readonly conv: ReadonlySet<string>;
  readonly flags: ReadonlySet<string>;
  readonly status: string;
}

/** Copies in blocks, and says on stderr how many there were. */
export const dd = defineTool(
  { name: "dd", syntax: { short: "" }, usage: "[OPERAND]...\nOPTION", raw: true },
  async (c) => {
    const wish = await wishOf(c);
    const start = c.p.now();
    const [fdIn, fdOut] = [await openInput(c, wish), await openOutput(c, wish)];
    const counts = { full: 0, partial: 0, outFull: 0, outPartial: 0, bytes: 0 };
    let pending: Uint8Array[] = [];
    let size = 0;
    const flush = async (all: boolean) => {
      while (size >= wish.obs || (all && size > 0)) {
        const joined = concat(pending);
        const block = joined.subarray(0, wish.obs);
        await c.p.write(fdOut, block);
        counts[block.length === wish.obs ? "outFull" : "outPartial"]++;
        counts.bytes += block.length;
        pending = block.length < joined.length ? [joined.subarray(block.length)] : [];
        size -= block.length;
      }
    };
    try {
      for (let n = 0; n < wish.count; n++) {
        let block = await readBlock(c, fdIn, wish);
        if (!block) break;
        counts[block.length === wish.ibs ? "full" : "partial"]++;
        if (wish.conv.has("sync") && block.length < wish.ibs)
          block = concat([block, new Uint8Array(wish.ibs - block.length)]);
        block = convert(block, wish.conv);
        pending.push(block);
        size += block.length;
        // With one block size each read is written as it came.
        await flush(wish.ibs === wish.obs);
      }
      await flush(true);
    } catch (e) {
      if (!isErrno(e) || e.code === "EPIPE") throw e;
      const where = wish.output ?? "standard output";
      await c.complain(`error writing ${c.flavour.pick(c.quoteAlways(where), `'${where}'`)}: ${e.strerror}`);
    }
    await report(c, counts, c.p.now() - start, wish.status);
    return c.status;
  },
);

async function wishOf(c: Call): Promise<Wish> {
  const values = new Map<string, string>();
  for (const word of c.operands[0] === "--" ? c.operands.slice(1) : c.operands) {
    const m = /^([a-z]+)=(.*)$/s.exec(word);
    const known = [
      "if",
      "of",
      "ibs",
      "obs",
      "bs",
      "cbs",
      "count",
      "skip",
      "iseek",
      "seek",
      "oseek",
      "conv",
      "iflag",
      "oflag",
      "status",
    ];
    if (!m || !known.includes(m[1] ?? "")) return await c.badUsage(`unrecognized operand ${c.quote(word)}`);
    values.set(m[1] ?? "", m[2] ?? "");
  }
  const number = async (name: string, fallback: number) => {
    const text = values.get(name);
    if (text === undefined) return fallback;
    return (
      sizeOf(text) ?? (await c.fail(c.flavour.pick(`invalid number: ${c.quote(text)}`, `invalid number '${text}'`)))
    );
  };
  const known = [
    "notrunc",
    "noerror",
    "sync",
    "fsync",
    "swab",
    ...c.flavour.pick(["fdatasync", "nocreat", "excl", "ucase", "lcase", "sparse"], []),
  ];
  for (const word of values.get("conv")?.split(",") ?? []) {
    if (known.includes(word)) continue;
    if (c.flavour.busybox) await c.fail(`invalid argument '${word}' to 'conv'`);
    await c.badUsage(`invalid conversion: ${c.quote(word)}`);
  }
  const bs = await number("bs", 0);
  const words = (...names: string[]) => new Set(names.flatMap((n) => values.get(n)?.split(",") ?? []));
  return {
    input: values.get("if"),
    output: values.get("of"),
    ibs: bs || (await number("ibs", 512)),
    obs: bs || (await number("obs", 512)),
    count: await number("count", Number.POSITIVE_INFINITY),
    skip: await number(values.has("skip") ? "skip" : "iseek", 0),
    seek: await number(values.has("seek") ? "seek" : "oseek", 0),
    conv: words("conv"),
    flags: words("iflag", "oflag"),
    status: values.get("status") ?? "",
  };
}

/** `2x512`, `1M`, `1kB`, `4w`, `2b`. */
function sizeOf(text: string): number | undefined {
  let product = 1;
  for (const part of text.split("x")) {
    const m = /^(\d+)(?:(c)|(w)|(b)|([kKMGTP])(iB|B|D)?)?B?$/.exec(part);
    if (!m) return undefined;
    const unit = m[3]
      ? 2
      : m[4]
        ? 512
        : m[5]
          ? (m[6] === "B" ? 1000 : 1024) ** ("KMGTP".indexOf(m[5].toUpperCase()) + 1)
          : 1;
    product *= Number(m[1]) * unit;
  }
  return product;
}

async function openInput(c: Call, wish: Wish): Promise<number> {
  const fd = wish.input === undefined ? 0 : await open(c, wish.input, { read: true });
  const bytes = wish.flags.has("skip_bytes") ? wish.skip : wish.skip * wish.ibs;
  for (let left = bytes; left > 0; ) {
    const chunk = await c.p.read(fd, Math.min(left, 65536));
    if (!chunk) break;
    left -= chunk.length;
  }
  return fd;
}

async function openOutput(c: Call, wish: Wish): Promise<number> {
  const bytes = wish.flags.has("seek_bytes") ? wish.seek : wish.seek * wish.obs;
  if (wish.output === undefined) return 1;
  const append = wish.flags.has("append");
  const fd = await open(c, wish.output, {
    write: true,
    create: !wish.conv.has("nocreat"),
    append,
    truncate: !wish.conv.has("notrunc") && !append && bytes === 0,
  });
  if (bytes > 0 && c.p.fstat(fd).kind === "file") {
    if (!wish.conv.has("notrunc")) c.p.ftruncate(fd, bytes);
    c.p.seek(fd, bytes);
  }
  return fd;
}

async function open(c: Call, path: string, flags: Parameters<Call["p"]["open"]>[1]): Promise<number> {
  try {
    return await c.p.open(path, flags);
  } catch (e) {
    if (!isErrno(e)) throw e;
    return await c.fail(
      c.flavour.pick(`failed to open ${c.quoteAlways(path)}: ${e.strerror}`, `can't open '${path}': ${e.strerror}`),
    );
  }
}

async function readBlock(c: Call, fd: number, wish: Wish): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let have = 0;
  do {
    const chunk = await c.p.read(fd, wish.ibs - have);
    if (!chunk) break;
    parts.push(chunk);
    have += chunk.length;
  } while (wish.flags.has("fullblock") && have < wish.ibs);
  return have ? concat(parts) : null;
}

function convert(block: Uint8Array, conv: ReadonlySet<string>): Uint8Array {
  if (conv.has("swab")) return swapped(block);
  if (!conv.has("ucase") && !conv.has("lcase")) return block;
  const [low, high, step] = conv.has("ucase") ? [97, 122, -32] : [65, 90, 32];
  return block.map((b) => (b >= low && b <= high ? b + step : b));
}

function swapped(block: Uint8Array): Uint8Array {
  const out = block.slice();
  for (let i = 0; i + 1 < out.length; i += 2) [out[i], out[i + 1]] = [block[i + 1] ?? 0, block[i] ?? 0];
  return out;
}

async function report(
  c: Call,
  n: { full: number; partial: number; outFull: number; outPartial: number; bytes: number },
  span: Micros,
  status: string,
): Promise<void> {
  if (status === "none") return;
  let text = `${n.full}+${n.partial} records in\n${n.outFull}+${n.outPartial} records out\n`;
  // BusyBox says nothing of its speed when it could not go on.
  if (status !== "noxfer" && !(c.flavour.busybox && c.status !== 0)) {
    const seconds = Math.max(span, 1) / SECOND;
    const short = (value: number, base: number, unit: string) => {
      const power = Math.min(4, Math.floor(Math.log(Math.max(1, value)) / Math.log(base)));
      const scaled = value / base ** power;
      return `${scaled < 10 ? scaled.toFixed(1) : Math.round(scaled)} ${power ? (base === 1000 ? "kMGT" : "KMGT")[power - 1] : ""}${unit}`;
    };
    const sizes =
      n.bytes >= 1024
        ? ` (${short(n.bytes, 1000, "B")}, ${short(n.bytes, 1024, "iB")})`
        : n.bytes >= 1000
          ? ` (${short(n.bytes, 1000, "B")})`
          : "";
    const took = formatFloat(seconds, { flags: "", width: undefined, precision: 6, letter: "g" });
    if (c.flavour.busybox) {
      const rate = n.bytes / seconds;
      text += `${n.bytes} bytes (${busyboxSize(n.bytes)}) copied, ${seconds.toFixed(6)} seconds, ${busyboxSize(rate)}/s\n`;
    } else
      text += `${n.bytes} byte${n.bytes === 1 ? "" : "s"}${sizes} copied, ${took} s, ${short(n.bytes / seconds, 1000, "B")}/s\n`;
  }
  await c.p.write(2, text);
}

function busyboxSize(bytes: number): string {
  if (bytes < 1024) return `${Math.round(bytes)}B`;
  const power = Math.min(4, Math.floor(Math.log(bytes) / Math.log(1024)));
  return `${(bytes / 1024 ** power).toFixed(1)}${"KMGT"[power - 1]}B`;
}
