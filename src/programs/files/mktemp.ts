import { isErrno } from "../../std/errno.ts";
import { dirName, joinPath } from "../lib/paths.ts";
import { type Call, defineTool } from "../lib/tool.ts";

const LONG = { directory: "d", quiet: "q", "tmpdir::": "p", "dry-run": "u", "suffix:": "suffix" };
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Makes a file or folder of a new name and prints the name. */
export const mktemp = defineTool(
  {
    name: "mktemp",
    syntax: { short: "dqp:tuV", long: LONG },
    busybox: { short: "dqtp:u" },
    usage: "[OPTION]... [TEMPLATE]",
  },
  async (c) => {
    const o = c.options;
    if (c.operands.length > 1) await c.badUsage("too many templates");
    const given = c.operands[0];
    const template = given ?? "tmp.XXXXXXXXXX".slice(0, c.flavour.pick(14, 10));
    const what = o.has("d") ? "directory" : "file";
    const suffix = o.value("suffix") ?? "";
    const m = /^(.*?)(X+)([^X/]*)$/s.exec(template);
    if (!m || (m[2] ?? "").length < c.flavour.pick(3, 6))
      await c.fail(c.flavour.pick(`too few X's in template ${c.quote(template)}`, ": Invalid argument"));
    if (suffix.includes("/")) await c.fail(`invalid suffix ${c.quote(suffix)}, contains directory separator`);
    const place =
      o.has("p") || o.has("t") || given === undefined ? o.value("p") || c.p.env.get("TMPDIR") || "/tmp" : undefined;
    for (let tries = 0; ; tries++) {
      const random = [...(m?.[2] ?? "")].map(() => LETTERS[c.p.chance.integer("mktemp", LETTERS.length)]).join("");
      const name = (m?.[1] ?? "") + random + (m?.[3] ?? "") + suffix;
      const path = place === undefined ? name : joinPath(place, name);
      try {
        if (c.p.files.exists(path)) continue;
        if (!o.has("u")) make(c, path, o.has("d"));
        await c.out.write(`${path}\n`);
        return 0;
      } catch (e) {
        if (!isErrno(e) || tries > 100) throw e;
        if (o.has("q")) return 1;
        const shown = place === undefined ? template : joinPath(place, template);
        return await c.fail(
          c.flavour.pick(`failed to create ${what} via template ${c.quote(shown)}: ${e.strerror}`, `: ${e.strerror}`),
        );
      }
    }
  },
);

function make(c: Call, path: string, folder: boolean): void {
  if (folder) {
    c.p.files.mkdir(path, 0o700);
    return;
  }
  c.p.files.stat(dirName(path));
  c.p.files.writeFile(path, "", 0o600);
}
