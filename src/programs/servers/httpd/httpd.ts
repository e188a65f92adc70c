import type { Connection, Listener } from "../../../kernel/network.ts";
import { ownNote } from "../../../kernel/own-note.ts";
import type { Process } from "../../../kernel/process.ts";
import { SIGNALS } from "../../../kernel/signal.ts";
import { isErrno } from "../../../std/errno.ts";
import { concat } from "../../../std/text.ts";
import { SECOND } from "../../../std/time.ts";
import type { Tool } from "../../lib/flavour.ts";
import { pause } from "../../lib/pause.ts";
import { httpDate, logDate } from "../../net/http/date.ts";
import { Headers } from "../../net/http/headers.ts";
import { keepsAlive, ProtocolError, type RequestHead } from "../../net/http/message.ts";
import { bodyOf, readRequestHead, requestFraming } from "../../net/http/read.ts";
import { createSource } from "../../net/http/source.ts";
import { reasonPhrase } from "../../net/http/status.ts";
import { responseBytes } from "../../net/http/write.ts";
import { busyboxHttpd } from "./busybox.ts";
import { flatten, type Line, readApache, SyntaxProblem } from "./config.ts";
import { proxied } from "./proxy.ts";
import { type Answer, page, respond } from "./respond.ts";
import { chooseSite, type Site, sitesOf, value } from "./site.ts";

/** Apache's server, `httpd` or (Debian's name) `apache2`; called through BusyBox, its small server. */
export const httpd: Tool = async (p, flavour) => {
  if (flavour?.busybox) return await busyboxHttpd(p);
  const version = ownNote(p).split("\n")[0] || "2.4.66";
  const debian = p.argv[0]?.split("/").at(-1) === "apache2";
  const args = p.argv.slice(1);
  const file = optionValue(args, "-f") ?? (debian ? "/etc/apache2/apache2.conf" : "/usr/local/apache2/conf/httpd.conf");
  if (args.includes("-v")) {
    await p.write(1, `Server version: Apache/${version} (${debian ? "Debian" : "Unix"})\n`);
    return 0;
  }
  const signal = optionValue(args, "-k");
  if (signal !== undefined && signal !== "start") return await tell(p, signal, debian);
  let lines: Line[];
  try {
    lines = flatten(readApache(p.files, file, debian ? "/etc/apache2" : "/usr/local/apache2"));
    if (debian && p.files.exists("/etc/apache2/sites-enabled")) {
      const sites = p.files.readdir("/etc/apache2/sites-enabled").filter((e) => e.name.endsWith(".conf"));
      if (!lines.some((l) => l.name === "<virtualhost"))
        for (const { name } of sites)
          lines.push(...flatten(readApache(p.files, `/etc/apache2/sites-enabled/${name}`, "/etc/apache2")));
      lines.push({ name: "<php", args: [], inside: [], file: "", number: 0 });
    }
  } catch (e) {
    if (!(e instanceof SyntaxProblem)) throw e;
    await p.write(2, `${e.message}\n`);
    return 1;
  }
  const server = new Apache(p, version, debian, lines);
  if (args.includes("-t")) {
    await server.sayNameless();
    await p.write(2, "Syntax OK\n");
    return 0;
  }
  return await server.run(file);
};

function optionValue(args: readonly string[], name: string): string | undefined {
  const at = args.findIndex((a) => a.startsWith(name));
  if (at < 0) return undefined;
  return args[at]?.slice(name.length) || args[at + 1];
}

async function tell(p: Process, what: string, debian: boolean): Promise<number> {
  const pidFile = debian ? "/var/run/apache2/apache2.pid" : "/usr/local/apache2/logs/httpd.pid";
  const signals: Readonly<Record<string, number>> = {
    stop: SIGNALS.SIGTERM,
    restart: SIGNALS.SIGHUP,
    graceful: SIGNALS.SIGUSR1,
    "graceful-stop": SIGNALS.SIGWINCH,
  };
  const signal = signals[what];
  if (signal === undefined) {
    await p.write(2, `httpd: invalid argument to -k: ${what}\n`);
    return 1;
  }
  try {
    p.kill(Number(p.files.readText(pidFile)), signal);
    return 0;
  } catch (e) {
    if (!isErrno(e)) throw e;
    await p.write(2, "httpd (no pid file) not running\n");
    return 1;
  }
}

class Apache {
  private sites: readonly Site[];
  private readonly types: Map<string, string>;

  constructor(
    private readonly p: Process,
    private readonly version: string,
    private readonly debian: boolean,
    private lines: readonly Line[],
  ) {
    this.sites = sitesOf(lines);
    this.types = this.readTypes();
  }

  private readTypes(): Map<string, string> {
    const types = new Map<string, string>([["html", "text/html"]]);
    const given = value(this.lines, "typesconfig");
    const file =
      given === undefined ? "/etc/mime.types" : given.startsWith("/") ? given : `/usr/local/apache2/${given}`;
    try {
      for (const line of this.p.files.readText(file).split("\n")) {
        const [type = "", ...extensions] = line.replace(/#.*/, "").trim().split(/\s+/);
        for (const e of extensions) types.set(e, type);
      }
    } catch (e) {
      if (!isErrno(e)) throw e;
    }
    for (const l of this.lines)
      if (l.name === "addtype") for (const e of l.args.slice(1)) types.set(e.replace(/^\./, ""), l.args[0] ?? "");
    return types;
  }

  /** Without ServerName the address is guessed, and that is said. */
  async sayNameless(): Promise<void> {
    if (value(this.lines, "servername") !== undefined) return;
    const own =
      this.p.network
        .interfaces()
        .find((i) => i.name !== "lo")
        ?.addresses[0]?.split("/")[0] ?? "127.0.0.1";
    await this.p.write(
      2,
      `AH00558: ${this.debian ? "apache2" : "httpd"}: Could not reliably determine the server's fully qualified domain name, using ${own}. Set the 'ServerName' directive globally to suppress this message\n`,
    );
  }

  private async log(module: string, level: string, text: string, client?: string): Promise<void> {
    const { p } = this;
    const d = new Date(Math.floor(p.now() / 1000)).toUTCString();
    const m = /^(\w+), (\d+) (\w+) (\d+) (\S+)/.exec(d);
    const micros = String(p.now() % SECOND).padStart(6, "0");
    const where = client === undefined ? "" : ` [client ${client}]`;
    await this.put(
      value(this.lines, "errorlog") ?? "logs/error_log",
      2,
      `[${m?.[1]} ${m?.[3]} ${m?.[2]} ${m?.[5]}.${micros} ${m?.[4]}] [${module}:${level}] [pid ${p.pid}:tid ${p.pid}]${where} ${text}\n`,
    );
  }

  /** Logs go to standard output or error, or are appended to a file. */
  private async put(path: string, standard: number, text: string): Promise<void> {
    if (/^\/proc\/self\/fd\/1$|^\/dev\/stdout$/.test(path)) return await this.p.write(1, text);
    if (/^\/proc\/self\/fd\/2$|^\/dev\/stderr$/.test(path)) return await this.p.write(2, text);
    try {
      this.p.files.appendFile(path.startsWith("/") ? path : `/usr/local/apache2/${path}`, text);
    } catch (e) {
      if (!isErrno(e)) throw e;
      await this.p.write(standard, text);
    }
  }

  async run(file: string): Promise<number> {
    const { p } = this;
    await this.sayNameless();
    await this.sayNameless();
    const ports = this.lines.filter((l) => l.name === "listen").map((l) => l.args[0] ?? "80");
    const listeners: { readonly listener: Listener; readonly port: number }[] = [];
    try {
      for (const text of new Set(ports.length ? ports : ["80"])) {
        const m = /^(?:(.*):)?(\d+)$/.exec(text);
        const port = Number(m?.[2]);
        listeners.push({ listener: p.listen(m?.[1]?.replace(/^\[|\]$/g, "") ?? "::", port, { backlog: 511 }), port });
      }
    } catch (e) {
      if (!isErrno(e)) throw e;
      const shown = ports[listeners.length] ?? "80";
      await p.write(
        2,
        `(98)${e.strerror}: AH00072: make_sock: could not bind to address [::]:${shown}\nno listening sockets available, shutting down\nAH00015: Unable to open logs\n`,
      );
      return 1;
    }
    const pidFile = this.debian ? "/var/run/apache2/apache2.pid" : "/usr/local/apache2/logs/httpd.pid";
    try {
      p.files.writeFile(pidFile, `${p.pid}\n`);
    } catch (e) {
      if (!isErrno(e)) throw e;
    }
    const command = p.argv.map((a) => a.replace(/^-D(?=.)/, "-D ")).join(" ");
    const mpm = this.debian ? "mpm_prefork" : "mpm_event";
    const ready = async () => {
      await this.log(
        mpm,
        "notice",
        `${this.debian ? "AH00163" : "AH00489"}: Apache/${this.version} (${this.debian ? "Debian" : "Unix"}) configured -- resuming normal operations`,
      );
      await this.log("core", "notice", `AH00094: Command line: '${command}'`);
    };
    await ready();
    let signal: number | undefined;
    for (const s of [SIGNALS.SIGTERM, SIGNALS.SIGINT, SIGNALS.SIGWINCH, SIGNALS.SIGHUP, SIGNALS.SIGUSR1])
      p.onSignal(
        s,
        (got) => {
          signal = got;
        },
        { restart: false },
      );
    for (const { listener, port } of listeners)
      p.thread(async () => {
        for (;;) {
          const connection = await listener.accept();
          p.thread(() => this.talk(connection, port));
        }
      });
    for (;;) {
      await pause(p);
      if (signal === SIGNALS.SIGWINCH)
        await this.log(
          mpm,
          "notice",
          `${this.debian ? "AH00170" : "AH00492"}: caught SIGWINCH, shutting down gracefully`,
        );
      else if (signal === SIGNALS.SIGTERM || signal === SIGNALS.SIGINT)
        await this.log(mpm, "notice", `${this.debian ? "AH00169" : "AH00491"}: caught SIGTERM, shutting down`);
      else if (signal !== undefined) {
        const graceful = signal === SIGNALS.SIGUSR1;
        await this.log(
          mpm,
          "notice",
          graceful
            ? "AH00493: SIGUSR1 received.  Doing graceful restart"
            : "AH00494: SIGHUP received.  Attempting to restart",
        );
        signal = undefined;
        try {
          this.lines = flatten(readApache(p.files, file, this.debian ? "/etc/apache2" : "/usr/local/apache2"));
          this.sites = sitesOf(this.lines);
        } catch (e) {
          if (!(e instanceof SyntaxProblem)) throw e;
          await p.write(2, `${e.message}\n`);
          return 1;
        }
        await this.sayNameless();
        await ready();
        continue;
      }
      if (signal !== undefined) return 0;
    }
  }

  private async talk(connection: Connection, port: number): Promise<void> {
    const source = createSource(connection);
    try {
      for (let again = true; again; ) {
        let head: RequestHead | null;
        try {
          head = await readRequestHead(source);
        } catch (e) {
          if (!(e instanceof ProtocolError)) throw e;
          head = { method: "", target: "/", version: "1.0", headers: new Headers() };
          const [site] = this.sites;
          if (site) await this.send(connection, site, head, e.line, page(site, e.status, ""), false);
          return;
        }
        if (!head) return;
        again = keepsAlive(head);
        const host = (head.headers.get("host") ?? "").replace(/:\d+$/, "").toLowerCase();
        const site = chooseSite(this.sites, port, host);
        if (!site) return;
        const body = bodyOf(source, requestFraming(head));
        const answer =
          head.version === "1.1" && !head.headers.has("host")
            ? page(site, 400, head.method)
            : ((await proxied(this.p, site, head, body, connection.remote.address)) ??
              respond(this.p, site, this.types, head, port));
        for (let c = await body.read(); c; c = await body.read());
        const line = `${head.method} ${head.target}${head.version === "0.9" ? "" : ` HTTP/${head.version}`}`;
        await this.send(connection, site, head, line, answer, again);
      }
    } catch (e) {
      if (!isErrno(e) && !(e instanceof ProtocolError)) throw e;
    } finally {
      connection.close();
    }
  }

  private async send(
    connection: Connection,
    site: Site,
    request: RequestHead,
    line: string,
    answer: Answer,
    keep: boolean,
  ): Promise<void> {
    const { p } = this;
    const { address, port } = connection.remote;
    if (answer.complaint) await this.log(answer.complaint.module, "error", answer.complaint.text, `${address}:${port}`);
    const headers = new Headers([
      ["Date", httpDate(p.now())],
      ["Server", `Apache/${this.version} (${this.debian ? "Debian" : "Unix"})`],
      ...answer.headers.filter(([n]) => n !== "Content-Type"),
    ]);
    if (!keep) headers.append("Connection", "close");
    else if (request.version === "1.0") headers.append("Connection", "Keep-Alive");
    for (const [n, v] of answer.headers) if (n === "Content-Type") headers.append(n, v);
    const head = responseBytes({ version: "1.1", status: answer.status, reason: reasonPhrase(answer.status), headers });
    const body = request.method === "HEAD" || answer.status === 304 ? new Uint8Array(0) : answer.body;
    await connection.write(concat([head, body]));
    await this.access(site, request, line, answer.status, body.length, address);
  }

  private async access(
    site: Site,
    request: RequestHead,
    line: string,
    status: number,
    size: number,
    address: string,
  ): Promise<void> {
    const log = site.lines.find((l) => l.name === "customlog" || l.name === "transferlog");
    const path = log?.args[0];
    if (path === undefined) return;
    const name = log?.args[1] ?? "common";
    const STANDARD: Readonly<Record<string, string>> = {
      common: '%h %l %u %t "%r" %>s %b',
      combined: '%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-agent}i"',
    };
    const format =
      this.lines.find((l) => l.name === "logformat" && l.args[1] === name)?.args[0] ?? STANDARD[name] ?? name;
    const text = format.replace(/%[<>]?(?:\{([^}]*)\})?([a-zA-Z])/g, (_, key: string | undefined, letter: string) => {
      switch (letter) {
        case "h":
        case "a":
          return address;
        case "t":
          return `[${logDate(this.p.now())}]`;
        case "r":
          return line === "" ? "-" : line;
        case "s":
          return String(status);
        case "b":
          return size === 0 ? "-" : String(size);
        case "O":
        case "B":
          return String(size);
        case "i":
          return request.headers.get(key ?? "") ?? "-";
        case "v":
        case "V":
          return site.name ?? "localhost";
        case "p":
          return "80";
        case "m":
          return request.method;
        case "U":
          return request.target.replace(/\?.*/s, "");
        case "D":
          return "300";
        default:
          return "-";
      }
    });
    await this.put(path, 1, `${text}\n`);
  }
}
