import type { Flavour } from "../lib/flavour.ts";
import { globToRegExp } from "../lib/glob.ts";
import type { Entry } from "./ls-entries.ts";

export interface Colors {
  paint(text: string, entry: Entry): string;
}

// What GNU ls uses where LS_COLORS says nothing.
const DEFAULTS: Readonly<Record<string, string>> = {
  di: "01;34",
  ln: "01;36",
  pi: "33",
  so: "01;35",
  cd: "01;33",
  su: "37;41",
  sg: "30;43",
  tw: "30;42",
  ow: "34;42",
  st: "37;44",
  ex: "01;32",
};

/** Colours by kind and mode, and by LS_COLORS where it is set (GNU); BusyBox has its own few. */
export function createColors(env: ReadonlyMap<string, string>, flavour: Flavour): Colors {
  if (flavour.busybox) return { paint: (text, e) => `\x1b[${busyboxColor(e)}m${text}\x1b[m` };
  const { codes, patterns } = parse(env.get("LS_COLORS") ?? "");
  let used = false;
  return {
    paint(text, e) {
      const kind = gnuKind(e, codes);
      const code = kind === "fi" ? (patterns.find((p) => p.re.test(e.name))?.code ?? codes.get("fi")) : codes.get(kind);
      if (!code || /^0*$/.test(code)) return text;
      const reset = used ? "" : "\x1b[0m";
      used = true;
      return `${reset}\x1b[${code}m${text}\x1b[0m`;
    },
  };
}

function parse(setting: string): { codes: Map<string, string>; patterns: { re: RegExp; code: string }[] } {
  const codes = new Map(Object.entries(DEFAULTS));
  const patterns: { re: RegExp; code: string }[] = [];
  for (const part of setting.split(":")) {
    const [key = "", code = ""] = part.split("=");
    if (key.startsWith("*")) patterns.unshift({ re: globToRegExp(key), code });
    else if (key) codes.set(key, code);
  }
  return { codes, patterns };
}

function gnuKind(e: Entry, codes: ReadonlyMap<string, string>): string {
  const { kind, mode } = e.stat;
  if (kind === "symlink") {
    if (!e.target) return codes.has("or") ? "or" : "ln";
    return codes.get("ln") === "target" ? gnuKind({ ...e, stat: e.target }, codes) : "ln";
  }
  if (kind === "directory") {
    if (mode & 0o1000 && mode & 0o002) return "tw";
    return mode & 0o002 ? "ow" : mode & 0o1000 ? "st" : "di";
  }
  if (kind === "fifo") return "pi";
  if (kind === "socket") return "so";
  if (kind === "device") return "cd";
  if (mode & 0o4000) return "su";
  if (mode & 0o2000) return "sg";
  return mode & 0o111 ? "ex" : "fi";
}

function busyboxColor(e: Entry): string {
  const colors = { directory: "1;34", symlink: "1;36", fifo: "0;33", socket: "1;35", device: "1;33", file: "0;0" };
  if (e.stat.kind === "symlink" && !e.target) return "1;31";
  return e.stat.kind === "file" && e.stat.mode & 0o111 ? "1;32" : colors[e.stat.kind];
}
