import type { Process } from "../../../kernel/process.ts";
import { SIGNALS } from "../../../kernel/signal.ts";
import { isErrno } from "../../../std/errno.ts";
import { findGid, findUid } from "../../lib/users.ts";
import { type Config, type Line, STATIC } from "./config.ts";
import { guessedName, type Setup } from "./server.ts";
import { value } from "./site.ts";

/** What httpd is asked to do. */
export interface Wanted {
  readonly file: string | undefined;
  readonly root: string | undefined;
  readonly defined: readonly string[];
  readonly show: readonly string[];
  readonly test: boolean;
  readonly signal: string | undefined;
}

const VALUED = "DdfCceEk";
const FLAGS = "vVhlLtTSMX";

/** The options, or the letter that is none. */
export function commandLine(args: readonly string[]): Wanted | { readonly illegal: string } {
  const values = new Map<string, string[]>();
  const flags = new Set<string>();
  for (let i = 0; i < args.length; i++) {
    const word = args[i] ?? "";
    if (!word.startsWith("-")) return { illegal: word };
    for (let j = 1; j < word.length; j++) {
      const c = word[j] ?? "";
      if (VALUED.includes(c)) {
        const given = word.slice(j + 1) || args[++i];
        if (given === undefined) return { illegal: c };
        values.set(c, [...(values.get(c) ?? []), given]);
        break;
      }
      if (!FLAGS.includes(c)) return { illegal: c };
      flags.add(c);
    }
  }
  const defined = values.get("D") ?? [];
  const show = [...flags].filter((f) => "vVhlLSM".includes(f));
  for (const d of defined) if (/^DUMP_(MODULES|VHOSTS|RUN_CFG|INCLUDES)$/.test(d)) show.push(d);
  return {
    file: values.get("f")?.at(-1),
    root: values.get("d")?.at(-1),
    defined,
    show,
    test: flags.has("t"),
    signal: values.get("k")?.at(-1),
  };
}

export function usage(program: string): string {
  return `Usage: ${program} [-D name] [-d directory] [-f file]
${" ".repeat(program.length + 8)}[-C "directive"] [-c "directive"]
${" ".repeat(program.length + 8)}[-k start|restart|graceful|graceful-stop|stop]
${" ".repeat(program.length + 8)}[-v] [-V] [-h] [-l] [-L] [-t] [-T] [-S] [-X]
`;
}

const BUILT = "Mar  1 2026 00:00:00";

export function versionText({ version, os }: Setup): string {
  return `Server version: Apache/${version} (${os})\nServer built:   ${BUILT}\n`;
}

/** `-V`: how it was built. */
export function settingsText(setup: Setup, config: Config): string {
  const debian = setup.program === "apache2";
  const mpm = (config.modules.find((m) => m.startsWith("mpm_")) ?? "mpm_event").slice(4);
  const forked = mpm === "prefork" ? "no" : "yes (fixed thread count)";
  const defines = [
    "APR_HAS_SENDFILE",
    "APR_HAS_MMAP",
    "APR_HAVE_IPV6 (IPv4-mapped addresses enabled)",
    "APR_USE_PROC_PTHREAD_SERIALIZE",
    "APR_USE_PTHREAD_SERIALIZE",
    "SINGLE_LISTEN_UNSERIALIZED_ACCEPT",
    "APR_HAS_OTHER_CHILD",
    "AP_HAVE_RELIABLE_PIPED_LOGS",
    "DYNAMIC_MODULE_LIMIT=256",
    `HTTPD_ROOT="${debian ? "/etc/apache2" : "/usr/local/apache2"}"`,
    `SUEXEC_BIN="${debian ? "/usr/lib/apache2/suexec" : "/usr/local/apache2/bin/suexec"}"`,
    `DEFAULT_PIDLOG="${debian ? "/var/run/apache2.pid" : "logs/httpd.pid"}"`,
    `DEFAULT_SCOREBOARD="logs/apache_runtime_status"`,
    `DEFAULT_ERRORLOG="logs/error_log"`,
    `AP_TYPES_CONFIG_FILE="${debian ? "mime.types" : "conf/mime.types"}"`,
    `SERVER_CONFIG_FILE="${debian ? "apache2.conf" : "conf/httpd.conf"}"`,
  ];
  return `${versionText(setup)}Server's Module Magic Number: 20120211:141
Server loaded:  APR 1.7.5, APR-UTIL 1.6.3, PCRE 10.46 2025-08-27
Compiled using: APR 1.7.5, APR-UTIL 1.6.3, PCRE 10.46 2025-08-27
Architecture:   64-bit
Server MPM:     ${mpm}
  threaded:     ${forked}
    forked:     yes (variable process count)
Server compiled with....
${defines.map((d) => ` -D ${d}\n`).join("")}`;
}

export function modulesText(config: Config): string {
  const lines = [
    ...STATIC.map((m) => ` ${m}_module (static)\n`),
    ...config.modules.map((m) => ` ${m}_module (shared)\n`),
  ];
  return `Loaded Modules:\n${lines.join("")}`;
}

/** `-S`: the virtual hosts, and how the server will run. */
export function hostsText(p: Process, config: Config): string {
  const hosts = config.lines.filter((l) => l.name === "<virtualhost");
  const main = value(config.lines, "servername") ?? guessedName(p);
  const byPlace = new Map<string, Line[]>();
  for (const h of hosts) {
    const place = (h.args[0] ?? "").replace(/^_default_/, "*");
    byPlace.set(place, [...(byPlace.get(place) ?? []), h]);
  }
  const at = (l: Line) => `(${l.file}:${l.number})`;
  const named = (l: Line) => value(l.inside, "servername") ?? main;
  let text = "VirtualHost configuration:\n";
  for (const [place, all] of byPlace) {
    const [first] = all;
    if (!first) continue;
    const port = /:(\d+)$/.exec(place)?.[1] ?? "*";
    const aliases = (l: Line) =>
      l.inside
        .filter((x) => x.name === "serveralias")
        .flatMap((x) => x.args)
        .map((n) => `                 ${/[*?]/.test(n) ? "wild alias" : "alias"} ${n}\n`)
        .join("");
    if (all.length === 1)
      text += `${place.padEnd(22)} ${named(first)} ${at(first)}\n${aliases(first).replaceAll("                 ", "                 ")}`;
    else {
      text += `${place.padEnd(22)} is a NameVirtualHost\n         default server ${named(first)} ${at(first)}\n`;
      for (const h of all) text += `         port ${port} namevhost ${named(h)} ${at(h)}\n${aliases(h)}`;
    }
  }
  const absolute = (path: string) => (path.startsWith("/") ? path : `${config.root}/${path}`);
  const user = value(config.lines, "user") ?? "www-data";
  const group = value(config.lines, "group") ?? "www-data";
  const mutexes = [
    ...(config.modules.includes("watchdog") || config.modules.includes("proxy") ? ["watchdog-callback"] : []),
    ...(config.modules.includes("rewrite") ? ["rewrite-map"] : []),
  ];
  return `${text}ServerRoot: "${config.root}"
Main DocumentRoot: "${absolute(value(config.lines, "documentroot") ?? "htdocs")}"
Main ErrorLog: "${absolute(value(config.lines, "errorlog") ?? "logs/error_log")}"
Mutex default: dir="${config.root}/logs/" mechanism=default 
${mutexes.map((m) => `Mutex ${m}: using_defaults\n`).join("")}PidFile: "${absolute(value(config.lines, "pidfile") ?? "logs/httpd.pid")}"
Define: DUMP_VHOSTS
Define: DUMP_RUN_CFG
User: name="${user}" id=${findUid(p.files, user) ?? 33}
Group: name="${group}" id=${findGid(p.files, group) ?? 33}
`;
}

/** `-k stop` and its like: a signal to the server that the pid file names. */
export async function tell(p: Process, program: string, what: string, config: Config): Promise<number> {
  const signals: Readonly<Record<string, number>> = {
    stop: SIGNALS.SIGTERM,
    restart: SIGNALS.SIGHUP,
    graceful: SIGNALS.SIGUSR1,
    "graceful-stop": SIGNALS.SIGWINCH,
  };
  const signal = signals[what];
  if (signal === undefined) {
    await p.write(2, usage(program));
    return 1;
  }
  const given =
    value(config.lines, "pidfile") ?? (program === "apache2" ? "/var/run/apache2/apache2.pid" : "logs/httpd.pid");
  try {
    p.kill(Number(p.files.readText(given.startsWith("/") ? given : `${config.root}/${given}`)), signal);
    return 0;
  } catch (e) {
    if (!isErrno(e)) throw e;
    await p.write(1, `${program} (no pid file) not running\n`);
    return 1;
  }
}
