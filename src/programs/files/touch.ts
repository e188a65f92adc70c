import { zoneOf } from "../../shell/zone.ts";
import { isErrno } from "../../std/errno.ts";
import type { Micros } from "../../std/time.ts";
import { parseBusyboxDate, parseDate, parseTouchStamp } from "../lib/parse-date.ts";
import { type Call, defineTool } from "../lib/tool.ts";

const LONG = { "no-create": "c", "date:": "d", "no-dereference": "h", "reference:": "r", "time:": "time" };

/** Sets the times of files, and makes those that are not there. There is one time a file: access times are not kept. */
export const touch = defineTool(
  {
    name: "touch",
    syntax: { short: "acd:fhmr:t:", long: LONG },
    busybox: { short: "acd:hmr:t:", long: LONG },
    usage: "[OPTION]... FILE...",
  },
  async (c) => {
    const time = await wantedTime(c);
    if (!c.operands.length) await c.badUsage("missing file operand");
    for (const path of c.operands) {
      try {
        setTime(c, path, time);
      } catch (e) {
        if (!isErrno(e)) throw e;
        await cannot(c, path, e.strerror, e.code !== "EACCES" && path.endsWith("/"));
      }
    }
    return c.status;
  },
);

async function cannot(c: Call, path: string, reason: string, folder: boolean): Promise<void> {
  if (folder)
    await c.complain(
      c.flavour.pick(`setting times of ${c.quoteAlways(path)}: No such file or directory`, `${path}: Is a directory`),
    );
  else await c.complain(c.flavour.pick(`cannot touch ${c.quoteAlways(path)}: ${reason}`, `${path}: ${reason}`));
}

function setTime(c: Call, path: string, time: Micros | undefined): void {
  const { files } = c.p;
  if (!files.exists(path)) {
    if (c.options.has("c")) return;
    files.appendFile(path, "");
    if (time !== undefined) files.utimes(path, time);
    return;
  }
  files.utimes(path, time ?? c.p.now());
}

async function wantedTime(c: Call): Promise<Micros | undefined> {
  const o = c.options;
  const zone = zoneOf(c.p.env.get("TZ"), c.p.files);
  const [reference, date, stamp] = [o.value("r"), o.value("d"), o.value("t")];
  const bad = (text: string) =>
    c.fail(c.flavour.pick(`invalid date format ${c.quote(text)}`, `invalid date '${text}'`));
  if (stamp !== undefined) return parseTouchStamp(stamp, c.p.now(), zone) ?? (await bad(stamp));
  if (date !== undefined)
    return c.flavour.pick(parseDate, parseBusyboxDate)(date, c.p.now(), zone) ?? (await bad(date));
  if (reference === undefined) return undefined;
  try {
    return c.p.files.stat(reference).mtime;
  } catch (e) {
    if (!isErrno(e)) throw e;
    const gnu = `failed to get attributes of ${c.quoteAlways(reference)}: ${e.strerror}`;
    return await c.fail(c.flavour.pick(gnu, `${reference}: ${e.strerror}`));
  }
}
