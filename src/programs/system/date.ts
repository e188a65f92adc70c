import { zoneOf } from "../../shell/zone.ts";
import { UTC, type Zone } from "../../std/calendar.ts";
import { isErrno } from "../../std/errno.ts";
import { strftime } from "../../std/strftime.ts";
import type { Micros } from "../../std/time.ts";
import { parseBusyboxDate, parseDate } from "../lib/parse-date.ts";
import { type Call, defineTool } from "../lib/tool.ts";

const LONG = {
  "date:": "d",
  "file:": "f",
  "iso-8601::": "I",
  "reference:": "r",
  "rfc-email": "R",
  "rfc-2822": "R",
  "rfc-3339:": "rfc-3339",
  "set:": "s",
  utc: "u",
  universal: "u",
};

const ISO: Readonly<Record<string, string>> = {
  date: "%Y-%m-%d",
  hours: "%Y-%m-%dT%H%:z",
  minutes: "%Y-%m-%dT%H:%M%:z",
  seconds: "%Y-%m-%dT%H:%M:%S%:z",
  ns: "%Y-%m-%dT%H:%M:%S,%N%:z",
};

/** Shows a time: now, -d's, or a file's. The simulated clock cannot be set. */
export const date = defineTool(
  {
    name: "date",
    syntax: { short: "d:f:I::r:Rs:u", long: LONG },
    busybox: { short: "d:I::r:Rs:uD:" },
    usage: "[OPTION]... [+FORMAT]\n[-u|--utc|--universal] [MMDDhhmm[[CC]YY][.ss]]",
  },
  async (c) => {
    const o = c.options;
    if (o.has("u")) c.p.env.set("TZ", "UTC0");
    const zone = o.has("u") ? UTC : zoneOf(c.p.env.get("TZ"), c.p.files);
    const format = await formatOf(c);
    const path = o.value("f");
    if (path !== undefined) {
      const text = path === "-" ? "" : c.p.files.readText(path);
      for (const line of text.split("\n").filter((l) => l !== "")) {
        const at = parseDate(line, c.p.now(), zone);
        if (at === undefined) await c.complain(`invalid date ${c.quote(line)}`);
        else await c.out.write(`${strftime(format, at, zone)}\n`);
      }
      return c.status;
    }
    await c.out.write(`${strftime(format, await timeOf(c, zone), zone)}\n`);
    if (o.has("s")) await c.complain(`${c.flavour.pick("cannot set date", "can't set date")}: Operation not permitted`);
    return c.status;
  },
);

async function formatOf(c: Call): Promise<string> {
  const o = c.options;
  const [first, second] = c.operands;
  if (second !== undefined) {
    if (c.flavour.busybox) await c.fail(`invalid date '${second}'`);
    await c.badUsage(`extra operand ${c.quoteAlways(second)}`);
  }
  if (first !== undefined && !first.startsWith("+")) {
    if (o.has("d"))
      await c.fail(
        `the argument ${c.quote(first)} lacks a leading '+';\nwhen using an option to specify date(s), any non-option\nargument must be a format string beginning with '+'`,
      );
    if (!/^\d{8}(\d\d|\d{4})?(\.\d\d)?$/.test(first)) await c.fail(`invalid date ${c.quote(first)}`);
    await c.fail(`${c.flavour.pick("cannot set date", "can't set date")}: Operation not permitted`);
  }
  if (first !== undefined) return first.slice(1);
  if (o.has("I")) {
    const wanted = o.value("I") ?? "date";
    const known = Object.keys(ISO).find((k) => k.startsWith(wanted));
    if (!known) await c.badUsage(`invalid argument ${c.quote(wanted)} for ${c.quote("--iso-8601")}`);
    return ISO[known ?? "date"] ?? "";
  }
  if (o.has("R")) return "%a, %d %b %Y %H:%M:%S %z";
  const rfc = o.value("rfc-3339");
  if (rfc !== undefined)
    return { date: "%Y-%m-%d", seconds: "%Y-%m-%d %H:%M:%S%:z", ns: "%Y-%m-%d %H:%M:%S.%N%:z" }[rfc] ?? "%F %T%:z";
  return "%a %b %e %H:%M:%S %Z %Y";
}

async function timeOf(c: Call, zone: Zone): Promise<Micros> {
  const o = c.options;
  const text = o.value("d") ?? o.value("s");
  if (text !== undefined) {
    const at = c.flavour.pick(parseDate, parseBusyboxDate)(text, c.p.now(), zone);
    return at ?? (await c.fail(`invalid date ${c.quote(text)}`));
  }
  const reference = o.value("r");
  if (reference === undefined) return c.p.now();
  try {
    return c.p.files.stat(reference).mtime;
  } catch (e) {
    if (!isErrno(e)) throw e;
    return await c.fail(
      c.flavour.pick(`${c.quoteIfNeeded(reference)}: ${e.strerror}`, `can't stat '${reference}': ${e.strerror}`),
    );
  }
}
