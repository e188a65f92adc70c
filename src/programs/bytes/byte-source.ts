import { isErrno } from "../../std/errno.ts";
import { concat } from "../../std/text.ts";
import { openInput } from "../lib/input.ts";
import type { Call } from "../lib/tool.ts";

/** The bytes of all operands behind `skip`, at most `count`; complains about those that cannot be read. */
export async function readBytes(c: Call, paths: readonly string[], skip: number, count: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let left = skip + count;
  for (const path of paths.length ? paths : ["-"]) {
    try {
      const input = await openInput(c.p, path);
      for (let chunk = left > 0 ? await input.read() : null; chunk; chunk = left > 0 ? await input.read() : null) {
        chunks.push(chunk.length > left ? chunk.subarray(0, left) : chunk);
        left -= chunk.length;
      }
      input.close();
    } catch (e) {
      if (!isErrno(e)) throw e;
      await c.complain(`${c.flavour.pick(c.quoteIfNeeded(path), path)}: ${e.strerror}`);
    }
  }
  return concat(chunks).subarray(skip);
}

/** `12`, `0x1f`, `1k`, `1M`: how od, hexdump and xxd take numbers. */
export function parseCount(text: string): number | undefined {
  const m = /^(0x[0-9a-fA-F]+|0[0-7]+|\d+)([bkKmMgG]?)B?$/.exec(text);
  if (!m) return undefined;
  const digits = m[1] ?? "0";
  const n = /^0x/.test(digits) ? Number(digits) : /^0\d/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  return n * ({ b: 512, k: 1024, K: 1024, m: 1024 ** 2, M: 1024 ** 2, g: 1024 ** 3, G: 1024 ** 3 }[m[2] ?? ""] ?? 1);
}
