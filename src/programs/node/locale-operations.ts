import { zoneOf } from "../../shell/zone.ts";
import { number, text } from "./args.ts";
import type { Host, Operation } from "./host.ts";

/** Intl and time zones are the host's own: the engine has none. */

/** The time zone of the process, as Intl names it. */
export function timeZone(h: Host): string {
  const tz = (h.p.env.get("TZ") ?? "").replace(/^:/, "");
  try {
    return tz ? new Intl.DateTimeFormat("en-US", { timeZone: tz }).resolvedOptions().timeZone : "UTC";
  } catch {
    return "UTC";
  }
}

/** Seconds east of Greenwich at a time, in the process's zone. */
export function localOffset(h: Host): (seconds: number) => number {
  const zone = zoneOf(h.p.env.get("TZ"), h.p.files);
  return (seconds) => zone.at(seconds * 1_000_000).offset;
}

type Formatter = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;
type Maker = (locales: string | string[], options: object) => unknown;

const MAKERS: Readonly<Record<string, Maker>> = {
  NumberFormat: (l, o) => new Intl.NumberFormat(l, o),
  DateTimeFormat: (l, o) => new Intl.DateTimeFormat(l, o),
  Collator: (l, o) => new Intl.Collator(l, o),
  PluralRules: (l, o) => new Intl.PluralRules(l, o),
  RelativeTimeFormat: (l, o) => new Intl.RelativeTimeFormat(l, o),
  ListFormat: (l, o) => new Intl.ListFormat(l, o),
  DisplayNames: (l, o) => new Intl.DisplayNames(l, o as Intl.DisplayNamesOptions),
  Segmenter: (l, o) => new Intl.Segmenter(l, o),
};
/** What may be called by name. */
const METHODS = /^(?:format|formatToParts|formatRange|compare|select|of|resolvedOptions|segment)$/;

const made = new Map<string, unknown>();
/** What the host's Intl refuses, by kind of error. */
const refusal = (e: unknown) => ({
  $error: { code: e instanceof TypeError ? "ETYPE" : "ERANGE", message: e instanceof Error ? e.message : "" },
});

/** Formatters that are kept at most: each costs the host some memory. */
const MOST_KEPT = 200;

function maker(h: Host, kind: string, locales: unknown, options: unknown): Formatter {
  const l = Array.isArray(locales) ? locales.map(String) : typeof locales === "string" ? locales : "en-US";
  const zone = kind === "DateTimeFormat" ? { timeZone: timeZone(h) } : {};
  const o = { ...zone, ...(typeof options === "object" && options !== null ? options : {}) };
  const key = JSON.stringify([kind, l, o]);
  let it = made.get(key);
  if (it === undefined) {
    const make = MAKERS[kind];
    if (!make) throw new RangeError(`Intl.${kind}`);
    it = make(Array.isArray(l) && l.length === 0 ? "en-US" : l, o);
    if (made.size > MOST_KEPT) made.clear();
    made.set(key, it);
  }
  return it as Formatter;
}

/** Numbers that JSON does not have come as texts behind a mark. */
function value(v: unknown): unknown {
  if (typeof v !== "object" || v === null || Array.isArray(v)) return v;
  const { n, b } = v as { n?: unknown; b?: unknown };
  return typeof b === "string" ? BigInt(b) : Number(n);
}

export const localeOperations: Readonly<Record<string, Operation>> = {
  /** kind, method, locales, options, arguments. */
  intl: (h, a) => {
    const method = text(a, 1);
    if (!METHODS.test(method)) return { $error: { code: "EINVAL" } };
    try {
      const it = maker(h, text(a, 0), a[2], a[3]);
      const args = (Array.isArray(a[4]) ? a[4] : []).map(value);
      if (method === "segment")
        return [...(it as unknown as Intl.Segmenter).segment(String(args[0]))].map((s) => ({ ...s }));
      return it[method]?.(...args) ?? null;
    } catch (e) {
      return refusal(e);
    }
  },
  "intl.canonical": (_h, a) => {
    try {
      return Intl.getCanonicalLocales(Array.isArray(a[0]) ? a[0].map(String) : text(a, 0));
    } catch (e) {
      return refusal(e);
    }
  },
  /** The zone's name at a time in milliseconds, as `Date` shows it. */
  "zone.name": (h, a) => {
    const format = maker(h, "DateTimeFormat", "en-US", { timeZoneName: "long" });
    const parts = format["formatToParts"]?.(number(a, 0)) as { type: string; value: string }[];
    return parts.find((p) => p.type === "timeZoneName")?.value ?? "";
  },
};
