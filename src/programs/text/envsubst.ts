import { concat } from "../../std/text.ts";
import { decodeLossless } from "../lib/bytes.ts";
import { defineTool } from "../lib/tool.ts";

const REFERENCE = /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g;

/** Puts variables' values for `$NAME` and `${NAME}`; with an operand only for those that it names. */
export const envsubst = defineTool(
  {
    name: "envsubst",
    syntax: { short: "v", long: { variables: "v" } },
    usage: "[OPTION] [SHELL-FORMAT]",
    version: "GNU gettext-runtime) 0.23.1",
  },
  async (c) => {
    const [format, extra] = c.operands;
    if (extra !== undefined) await c.fail("too many arguments");
    const named =
      format === undefined ? undefined : new Set([...format.matchAll(REFERENCE)].map((m) => m[1] ?? m[2] ?? ""));
    if (c.options.has("v")) {
      if (!named) await c.fail("missing arguments");
      for (const name of named ?? []) await c.out.write(`${name}\n`);
      return 0;
    }
    const chunks: Uint8Array[] = [];
    for (let chunk = await c.p.read(0); chunk; chunk = await c.p.read(0)) chunks.push(chunk);
    const text = decodeLossless(concat(chunks));
    await c.out.write(
      text.replace(REFERENCE, (all, braced?: string, bare?: string) => {
        const name = braced ?? bare ?? "";
        return named && !named.has(name) ? all : (c.p.env.get(name) ?? "");
      }),
    );
    return 0;
  },
);
