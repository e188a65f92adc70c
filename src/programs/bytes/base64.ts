import { fromBase64, toBase64 } from "../../std/base64.ts";
import { isErrno } from "../../std/errno.ts";
import { concat, encode } from "../../std/text.ts";
import { openInput } from "../lib/input.ts";
import { type Call, defineTool } from "../lib/tool.ts";

/** Bytes as text and back. */
export const base64 = defineTool(
  {
    name: "base64",
    syntax: { short: "diw:", long: { decode: "d", "ignore-garbage": "i", "wrap:": "w" } },
    busybox: { short: "dw:" },
    usage: "[OPTION]... [FILE]",
  },
  async (c) => {
    const o = c.options;
    const [path = "-", extra] = c.operands;
    if (extra !== undefined) await c.badUsage(`extra operand ${c.quoteAlways(extra)}`);
    const text = o.value("w") ?? "76";
    if (!/^\d+$/.test(text))
      await c.fail(c.flavour.pick(`invalid wrap size: ${c.quote(text)}`, `invalid number '${text}'`));
    const input = await openInput(c.p, path).catch((e) => {
      if (!isErrno(e)) throw e;
      const gnu = e.code === "EISDIR" ? `read error: ${e.strerror}` : `${c.quoteIfNeeded(path)}: ${e.strerror}`;
      return c.fail(c.flavour.pick(gnu, `${path}: ${e.strerror}`));
    });
    const chunks: Uint8Array[] = [];
    for (let chunk = await input.read(); chunk; chunk = await input.read()) chunks.push(chunk);
    const all = concat(chunks);
    if (o.has("d")) return await decodeAll(c, all);
    const encoded = toBase64(all);
    const width = Number(text);
    if (width === 0) await c.out.write(encoded);
    else for (let at = 0; at < encoded.length; at += width) await c.out.write(`${encoded.slice(at, at + width)}\n`);
    return 0;
  },
);

/** What is right before the first wrong character is still written. */
async function decodeAll(c: Call, bytes: Uint8Array): Promise<number> {
  let text = "";
  for (const b of bytes) text += String.fromCharCode(b);
  const clean = text.replace(c.options.has("i") ? /[^A-Za-z0-9+/=]/g : /\n/g, "");
  const good = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?/.exec(clean)?.[0] ?? "";
  const rest = clean.slice(good.length);
  await c.out.write(fromBase64(good) ?? encode(""));
  if (rest === "") return 0;
  // An end without its `=` gives its bytes too; GNU then complains no more.
  const tail = /^[A-Za-z0-9+/]{2,3}/.exec(rest);
  if (tail && !c.flavour.busybox) {
    await c.out.write(fromBase64(tail[0].padEnd(4, "=")) ?? encode(""));
    if (tail[0] === rest) return 0;
  }
  await c.out.flush();
  await c.complain(c.flavour.pick("invalid input", "truncated input"));
  return 1;
}
