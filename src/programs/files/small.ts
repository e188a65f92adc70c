import { isErrno } from "../../std/errno.ts";
import { parseMode } from "../lib/modes.ts";
import { defineTool } from "../lib/tool.ts";

/** Everything is written already: nothing to do. */
export const sync = defineTool(
  { name: "sync", syntax: { short: "df", long: { data: "d", "file-system": "f" } }, usage: "[OPTION] [FILE]..." },
  async (c) => {
    for (const path of c.operands) {
      if (c.p.files.exists(path)) continue;
      await c.complain(
        c.flavour.pick(
          `error opening ${c.quoteAlways(path)}: No such file or directory`,
          `${path}: No such file or directory`,
        ),
      );
    }
    return c.status;
  },
);

/** Takes one name away. */
export const unlink = defineTool({ name: "unlink", syntax: { short: "" }, usage: "FILE\nOPTION" }, async (c) => {
  const [path, extra] = c.operands;
  if (path === undefined) return await c.badUsage("missing operand");
  if (extra !== undefined) return await c.badUsage(`extra operand ${c.quote(extra)}`);
  try {
    c.p.files.unlink(path);
    return 0;
  } catch (e) {
    if (!isErrno(e)) throw e;
    return await c.fail(
      c.flavour.pick(`cannot unlink ${c.quoteAlways(path)}: ${e.strerror}`, `can't remove '${path}': ${e.strerror}`),
    );
  }
});

/** One more name for a file. */
export const link = defineTool({ name: "link", syntax: { short: "" }, usage: "FILE1 FILE2\nOPTION" }, async (c) => {
  const [from, to, extra] = c.operands;
  if (from === undefined) return await c.badUsage("missing operand");
  if (to === undefined) return await c.badUsage(`missing operand after ${c.quote(from)}`);
  if (extra !== undefined) return await c.badUsage(`extra operand ${c.quote(extra)}`);
  try {
    c.p.files.link(from, to);
    return 0;
  } catch (e) {
    if (!isErrno(e)) throw e;
    return await c.fail(
      c.flavour.pick(
        `cannot create link ${c.quoteAlways(to)} to ${c.quoteAlways(from)}: ${e.strerror}`,
        `can't create link '${to}' to '${from}': ${e.strerror}`,
      ),
    );
  }
});

/** Named pipes. */
export const mkfifo = defineTool(
  { name: "mkfifo", syntax: { short: "m:", long: { "mode:": "m" } }, usage: "[OPTION]... NAME..." },
  async (c) => {
    if (!c.operands.length) await c.badUsage("missing operand");
    const text = c.options.value("m");
    const change = text === undefined ? undefined : parseMode(text, c.p.umask);
    if (text !== undefined && !change) await c.fail(c.flavour.pick("invalid mode", `invalid mode '${text}'`));
    for (const path of c.operands) {
      try {
        c.p.files.mkfifo(path);
        if (change) c.p.files.chmod(path, change(0o666, false));
      } catch (e) {
        if (!isErrno(e)) throw e;
        await c.complain(
          c.flavour.pick(`cannot create fifo ${c.quoteAlways(path)}: ${e.strerror}`, `${path}: ${e.strerror}`),
        );
      }
    }
    return c.status;
  },
);
