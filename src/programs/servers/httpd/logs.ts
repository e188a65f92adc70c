import type { Process } from "../../../kernel/process.ts";
import { isErrno } from "../../../std/errno.ts";
import { logDate } from "../../../std/http-date.ts";
import { SECOND } from "../../../std/time.ts";
import type { Ask } from "./ask.ts";
import type { Config, Line } from "./config.ts";
import { condition } from "./expression.ts";
import { hostName } from "./pages.ts";
import { value } from "./site.ts";

const LEVELS = ["emerg", "alert", "crit", "error", "warn", "notice", "info", "debug"];

/** Logs go to standard output or error, or are appended to a file. */
async function put(p: Process, root: string, path: string, standard: number, text: string): Promise<void> {
  if (/^\/proc\/self\/fd\/1$|^\/dev\/stdout$/.test(path)) return await p.write(1, text);
  if (/^\/proc\/self\/fd\/2$|^\/dev\/stderr$/.test(path)) return await p.write(2, text);
  if (path.startsWith("|") || path.startsWith("syslog")) return await p.write(standard, text);
  try {
    p.files.appendFile(path.startsWith("/") ? path : `${root}/${path}`, text);
  } catch (e) {
    if (!isErrno(e)) throw e;
    await p.write(standard, text);
  }
}

/** `[Tue Nov 24 14:16:33.123456 2026] [core:notice] [pid 1:tid 1] text`. */
export function errorLine(p: Process, module: string, level: string, text: string, client?: string): string {
  const d = new Date(Math.floor(p.now() / 1000)).toUTCString();
  const m = /^(\w+), (\d+) (\w+) (\d+) (\S+)/.exec(d);
  const micros = String(p.now() % SECOND).padStart(6, "0");
  const where = client === undefined ? "" : ` [client ${client}]`;
  return `[${m?.[1]} ${m?.[3]} ${m?.[2]} ${m?.[5]}.${micros} ${m?.[4]}] [${module}:${level}] [pid ${p.pid}:tid ${p.pid}]${where} ${text}\n`;
}

/** Writes into ErrorLog what LogLevel lets through; notices of the server always are. */
export async function logError(
  p: Process,
  config: Config,
  lines: readonly Line[],
  module: string,
  level: string,
  text: string,
  client?: string,
): Promise<void> {
  const least = lines.filter((l) => l.name === "loglevel").flatMap((l) => l.args);
  const own = least
    .findLast((x) =>
      x
        .replace(/^mod_/, "")
        .replace(/_module:/, ":")
        .startsWith(`${module}:`),
    )
    ?.split(":")[1];
  const general = least.findLast((x) => !x.includes(":"));
  const limit = (own ?? general ?? "warn").toLowerCase();
  const at = limit.startsWith("trace") ? LEVELS.length : LEVELS.indexOf(limit);
  if (client !== undefined && LEVELS.indexOf(level) > at) return;
  await put(p, config.root, value(lines, "errorlog") ?? "logs/error_log", 2, errorLine(p, module, level, text, client));
}

const STANDARD: Readonly<Record<string, string>> = {
  common: '%h %l %u %t "%r" %>s %b',
  combined: '%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-agent}i"',
  clf: '%h %l %u %t "%r" %>s %b',
};

/** What an answer has been, for the access log. */
export interface Sent {
  readonly line: string;
  readonly status: number;
  readonly size: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly keep: boolean;
  readonly began: number;
}

/** Each CustomLog of the virtual host, or of the main server where it has none. */
export async function logAccess(a: Ask, sent: Sent): Promise<void> {
  const isLog = (l: Line) => l.name === "customlog" || l.name === "transferlog" || l.name === "globallog";
  const own = a.site.own.filter(isLog);
  for (const l of own.length ? own : a.site.lines.filter(isLog)) {
    const [path = "", name = "common", when] = l.args;
    if (when !== undefined && !wanted(a, when)) continue;
    const known = a.site.lines
      .filter((x) => x.name === "logformat" && x.args[1]?.toLowerCase() === name.toLowerCase())
      .at(-1)?.args[0];
    const unnamed =
      l.name === "transferlog"
        ? a.site.lines.filter((x) => x.name === "logformat" && x.args.length === 1).at(-1)?.args[0]
        : undefined;
    const format = unnamed ?? known ?? STANDARD[name] ?? name;
    await put(a.p, a.config.root, path, 1, `${formatted(format, a, sent)}\n`);
  }
}

function wanted(a: Ask, when: string): boolean {
  if (when.startsWith("env=!")) return !a.env.has(when.slice(5));
  if (when.startsWith("env=")) return a.env.has(when.slice(4));
  return when.startsWith("expr=") ? condition(when.slice(5), a) : true;
}

function formatted(format: string, a: Ask, sent: Sent): string {
  const { p } = a;
  const header = (name: string) =>
    sent.headers.find(([n]) => n.toLowerCase() === name.toLowerCase())?.[1].replace(/;.*charset.*/, "");
  return format.replace(
    /\\t|\\n|%%|%(!?[\d,]*)[<>]?(?:\{([^}]*)\})?(\^?[a-zA-Z]+?)(?![a-z]{2})/g,
    (all, codes: string | undefined, key: string | undefined, letter: string | undefined) => {
      if (all === "\\t") return "\t";
      if (all === "\\n") return "\n";
      if (all === "%%") return "%";
      if (codes && !codeFits(codes, sent.status)) return "-";
      switch (letter) {
        case "h":
        case "a":
          return a.client.address;
        case "A":
          return a.client.address.startsWith("127.")
            ? "127.0.0.1"
            : (p.network
                .interfaces()
                .find((i) => i.name !== "lo")
                ?.addresses[0]?.split("/")[0] ?? "127.0.0.1");
        case "u":
          return a.claimed ?? "-";
        case "t":
          return key === undefined ? `[${logDate(p.now())}]` : timeAs(p, key);
        case "r":
          return sent.line === "" ? "-" : sent.line.replace(/["\\]/g, "\\$&");
        case "s":
          return String(sent.status);
        case "b":
          return sent.size === 0 ? "-" : String(sent.size);
        case "B":
          return String(sent.size);
        case "O":
          return String(sent.size + headSize(sent));
        case "I":
          return String(sent.line.length + 20);
        case "i":
          return (a.head.headers.get(key ?? "") ?? "-").replace(/["\\]/g, "\\$&");
        case "o":
          return header(key ?? "") ?? "-";
        case "e":
          return a.env.get(key ?? "") ?? "-";
        case "C":
          return new RegExp(`(?:^|;\\s*)${key}=([^;]*)`).exec(a.head.headers.get("cookie") ?? "")?.[1] ?? "-";
        case "v":
          return a.site.name ?? "localhost";
        case "V":
          return hostName(a);
        case "p":
          return String(serverPort(a));
        case "P":
          return String(p.pid);
        case "m":
          return a.head.method;
        case "H":
          return `HTTP/${a.head.version}`;
        case "U":
          return a.head.target
            .replace(/\?.*/s, "")
            .replace(/\/$/, (end) =>
              a.file.endsWith("/") || a.file === "" ? end : `/${a.file.split("/").at(-1) ?? ""}`,
            );
        case "q":
          return a.query === undefined ? "" : `?${a.query}`;
        case "f":
          return a.file;
        case "D":
          return String(Math.max(1, p.now() - sent.began));
        case "T":
          return String(Math.floor((p.now() - sent.began) / SECOND));
        case "X":
          return sent.keep ? "+" : "-";
        case "k":
          return "0";
        default:
          return "-";
      }
    },
  );
}

const headSize = (sent: Sent) => sent.headers.reduce((n, [k, v]) => n + k.length + v.length + 4, 120);

function codeFits(codes: string, status: number): boolean {
  const not = codes.startsWith("!");
  return codes.replace(/^!/, "").split(",").includes(String(status)) !== not;
}

/** ServerName's port, or 80. */
function serverPort(a: Ask): number {
  const given = /:(\d+)$/.exec(value(a.site.lines, "servername") ?? "")?.[1];
  return given === undefined ? 80 : Number(given);
}

function timeAs(p: Process, format: string): string {
  const d = new Date(Math.floor(p.now() / 1000));
  const two = (n: number) => String(n).padStart(2, "0");
  if (format === "sec") return String(Math.floor(p.now() / SECOND));
  if (format === "msec") return String(Math.floor(p.now() / 1000));
  if (format === "usec") return String(p.now());
  const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
  const values: Readonly<Record<string, string>> = {
    Y: String(d.getUTCFullYear()),
    m: two(d.getUTCMonth() + 1),
    d: two(d.getUTCDate()),
    H: two(d.getUTCHours()),
    M: two(d.getUTCMinutes()),
    S: two(d.getUTCSeconds()),
    b: months[d.getUTCMonth()] ?? "",
    z: "+0000",
    F: d.toISOString().slice(0, 10),
    T: d.toISOString().slice(11, 19),
  };
  return format.replace(/%([A-Za-z])/g, (all, c: string) => values[c] ?? all);
}
