import { isErrno } from "../../std/errno.ts";
import { concat } from "../../std/text.ts";
import { decodeLossless } from "../lib/bytes.ts";
import { openInput } from "../lib/input.ts";
import { type Call, defineTool } from "../lib/tool.ts";
import { parseCount } from "./byte-source.ts";

/** A dump with addresses and characters, plain (-p), in bits (-b), as C (-i), and back (-r). */
export const xxd = defineTool(
  {
    name: "xxd",
    syntax: { short: "abc:deEg:il:o:pPrs:uvR:", long: {} },
    usage: "[options] [infile [outfile]]",
    version: "xxd) 2024-12-07",
    rewrite: (args) =>
      args.flatMap(
        (a) =>
          ({
            "-ps": ["-p"],
            "-plain": ["-p"],
            "-cols": ["-c"],
            "-len": ["-l"],
            "-seek": ["-s"],
            "-include": ["-i"],
            "-bits": ["-b"],
            "-revert": ["-r"],
            "-groupsize": ["-g"],
          })[a] ?? [a],
      ),
  },
  async (c) => {
    const o = c.options;
    const [path = "-", target] = c.operands;
    let all: Uint8Array;
    try {
      const input = await openInput(c.p, path);
      const chunks: Uint8Array[] = [];
      for (let chunk = await input.read(); chunk; chunk = await input.read()) chunks.push(chunk);
      all = concat(chunks);
    } catch (e) {
      if (!isErrno(e)) throw e;
      return await c.fail(c.flavour.pick(`${path}: ${e.strerror}`, `can't open '${path}': ${e.strerror}`), 2);
    }
    if (target !== undefined && target !== "-")
      c.p.dup2(await c.p.open(target, { write: true, create: true, truncate: !o.has("r") }), 1);
    if (o.has("r")) {
      await c.out.write(revert(decodeLossless(all), o.has("p")));
      return 0;
    }
    const skip = parseCount(o.value("s") ?? "0") ?? 0;
    const bytes = all.subarray(skip, skip + (parseCount(o.value("l") ?? "") ?? all.length));
    if (o.has("i")) await include(c, bytes, path);
    else if (o.has("p")) await plain(c, bytes);
    else await dump(c, bytes, skip + (parseCount(o.value("o") ?? "0") ?? 0));
    return 0;
  },
);

async function dump(c: Call, bytes: Uint8Array, base: number): Promise<void> {
  const o = c.options;
  const bits = o.has("b");
  const columns = Number(o.value("c") ?? (bits ? 6 : 16));
  const group = Number(o.value("g") ?? (bits ? 1 : o.has("e") ? 4 : 2)) || columns;
  const text = (b: number) => {
    const s = bits ? b.toString(2).padStart(8, "0") : b.toString(16).padStart(2, "0");
    return o.has("u") ? s.toUpperCase() : s;
  };
  const size = bits ? 8 : 2;
  const width = columns * size + Math.ceil(columns / group);
  for (let at = 0; at < bytes.length; at += columns) {
    const row = bytes.subarray(at, at + columns);
    let cells = "";
    for (let g = 0; g < row.length; g += group) {
      const part = [...row.subarray(g, g + group)];
      if (o.has("e")) part.reverse();
      cells += `${part
        .map(text)
        .join("")
        .padStart(o.has("e") ? group * size : 0)} `;
    }
    const shown = [...row].map((b) => (b >= 32 && b < 127 ? String.fromCharCode(b) : ".")).join("");
    const address = o.has("d") ? String(base + at).padStart(8, "0") : (base + at).toString(16).padStart(8, "0");
    await c.out.write(`${address}: ${cells.padEnd(width)} ${shown}\n`);
  }
}

async function plain(c: Call, bytes: Uint8Array): Promise<void> {
  const columns = Number(c.options.value("c") ?? 30) || bytes.length || 1;
  for (let at = 0; at < bytes.length; at += columns) {
    const line = [...bytes.subarray(at, at + columns)].map((b) => b.toString(16).padStart(2, "0")).join("");
    await c.out.write(`${c.options.has("u") ? line.toUpperCase() : line}\n`);
  }
}

async function include(c: Call, bytes: Uint8Array, path: string): Promise<void> {
  const name = path.replace(/[^A-Za-z0-9_]/g, "_").replace(/^(?=\d)/, "__");
  const named = path !== "-";
  if (named) await c.out.write(`unsigned char ${name}[] = {\n`);
  const columns = Number(c.options.value("c") ?? 12);
  for (let at = 0; at < bytes.length; at += columns) {
    const cells = [...bytes.subarray(at, at + columns)].map((b) => `0x${b.toString(16).padStart(2, "0")}`).join(", ");
    await c.out.write(`  ${cells}${at + columns < bytes.length ? "," : ""}\n`);
  }
  if (named) await c.out.write(`};\nunsigned int ${name}_len = ${bytes.length};\n`);
}

function revert(text: string, isPlain: boolean): Uint8Array {
  const out: number[] = [];
  for (const line of text.split("\n")) {
    const m = isPlain ? undefined : /^\s*([0-9a-fA-F]+): ?(.*)$/.exec(line);
    if (!isPlain && !m) continue;
    const address = m ? Number.parseInt(m[1] ?? "0", 16) : out.length;
    const digits = (m ? (m[2] ?? "").replace(/ {2}.*$/, "") : line).replace(/\s+/g, "");
    while (out.length < address) out.push(0);
    for (let i = 0; i + 1 < digits.length; i += 2) {
      const byte = Number.parseInt(digits.slice(i, i + 2), 16);
      if (Number.isNaN(byte)) break;
      out[address + i / 2] = byte;
    }
  }
  return Uint8Array.from(out);
}
