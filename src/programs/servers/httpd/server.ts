import type { Connection, Listener } from "../../../kernel/network.ts";
import type { Process } from "../../../kernel/process.ts";
import { SIGNALS } from "../../../kernel/signal.ts";
import { isErrno } from "../../../std/errno.ts";
import { httpDate } from "../../../std/http-date.ts";
import { concat, encode } from "../../../std/text.ts";
import { pause } from "../../lib/pause.ts";
import { Headers } from "../../net/http/headers.ts";
import { keepsAlive, ProtocolError, type RequestHead } from "../../net/http/message.ts";
import { bodyOf, readRequestHead, requestFraming } from "../../net/http/read.ts";
import { createSource } from "../../net/http/source.ts";
import { responseBytes } from "../../net/http/write.ts";
import { acceptEach } from "../accept.ts";
import type { Answer, Ask } from "./ask.ts";
import { type Config, type Line, SyntaxProblem } from "./config.ts";
import { handle } from "./handle.ts";
import { errorLine, logAccess, logError } from "./logs.ts";
import { page, reasonOf } from "./pages.ts";
import { chooseSite, isOn, type Site, sitesOf, value } from "./site.ts";
import { readTypes } from "./types.ts";

/** What a server is: a program's name, its version, and how it reads its configuration. */
export interface Setup {
  readonly program: "httpd" | "apache2";
  readonly version: string;
  readonly os: string;
  read(): Config;
}

/** The address by which a server without a name goes. */
export function guessedName(p: Process): string {
  const own = p.network.interfaces().find((i) => i.name !== "lo")?.addresses[0];
  return own?.split("/")[0] ?? "127.0.0.1";
}

/** Without ServerName the address is guessed, and that is said. */
export async function sayNameless(p: Process, program: string, config: Config): Promise<void> {
  if (value(config.lines, "servername") !== undefined) return;
  await p.write(
    2,
    `AH00558: ${program}: Could not reliably determine the server's fully qualified domain name, using ${guessedName(p)}. Set the 'ServerName' directive globally to suppress this message\n`,
  );
}

/** Remarks on a configuration, before there is a log. */
export async function sayRemarks(p: Process, config: Config): Promise<void> {
  for (const r of config.remarks) {
    const m = /^\[(\w+):(\w+)\] (.*)$/s.exec(r);
    await p.write(2, errorLine(p, m?.[1] ?? "core", m?.[2] ?? "warn", m?.[3] ?? r));
  }
}

export class Apache {
  private config: Config;
  private sites: readonly Site[];
  private types: ReadonlyMap<string, string>;

  constructor(
    private readonly p: Process,
    private readonly setup: Setup,
    config: Config,
  ) {
    this.config = config;
    this.sites = sitesOf(config);
    this.types = readTypes(p, config);
  }

  private get lines(): readonly Line[] {
    return this.config.lines;
  }

  /** `Apache/2.4.68 (Unix)`, as far as ServerTokens lets it be told. */
  private get banner(): string {
    const { version, os } = this.setup;
    const [major = "", minor = ""] = version.split(".");
    switch ((value(this.lines, "servertokens") ?? "full").toLowerCase()) {
      case "prod":
      case "productonly":
        return "Apache";
      case "major":
        return `Apache/${major}`;
      case "minor":
        return `Apache/${major}.${minor}`;
      case "min":
      case "minimal":
        return `Apache/${version}`;
      default:
        return `Apache/${version} (${os})`;
    }
  }

  private pidFile(): string {
    const given =
      value(this.lines, "pidfile") ??
      (this.setup.program === "apache2" ? "/var/run/apache2/apache2.pid" : "logs/httpd.pid");
    return given.startsWith("/") ? given : `${this.config.root}/${given}`;
  }

  private async note(module: string, text: string): Promise<void> {
    await logError(this.p, this.config, this.lines, module, "notice", text);
  }

  async run(): Promise<number> {
    const { p } = this;
    const listeners = await this.listen();
    if (!listeners) return 1;
    try {
      p.files.writeFile(this.pidFile(), `${p.pid}\n`);
    } catch (e) {
      if (!isErrno(e)) throw e;
    }
    await this.ready();
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
      acceptEach(p, listener, (connection) => p.thread(() => this.talk(connection, port)));
    for (;;) {
      await pause(p);
      if (signal === undefined) continue;
      const ended = await this.told(signal);
      if (ended !== undefined) {
        try {
          p.files.unlink(this.pidFile());
        } catch (e) {
          if (!isErrno(e)) throw e;
        }
        return ended;
      }
      signal = undefined;
    }
  }

  private async listen(): Promise<{ readonly listener: Listener; readonly port: number }[] | undefined> {
    const { p } = this;
    const ports = this.lines.filter((l) => l.name === "listen").map((l) => l.args[0] ?? "80");
    if (ports.length === 0) {
      await p.write(
        2,
        `(22)Invalid argument: AH00072: make_sock: no listening sockets available, shutting down\nAH00015: Unable to open logs\n`,
      );
      return undefined;
    }
    const out: { readonly listener: Listener; readonly port: number }[] = [];
    for (const text of new Set(ports)) {
      const m = /^(?:(.*):)?(\d+)$/.exec(text);
      const port = Number(m?.[2]);
      try {
        out.push({ listener: p.listen(m?.[1]?.replace(/^\[|\]$/g, "") ?? "::", port, { backlog: 511 }), port });
      } catch (e) {
        if (!isErrno(e)) throw e;
        const number = e.code === "EACCES" ? 13 : 98;
        const shown = m?.[1] === undefined ? `[::]:${port}` : text;
        await p.write(
          2,
          `(${number})${e.strerror}: AH00072: make_sock: could not bind to address ${shown}\n${m?.[1] === undefined ? `(${number})${e.strerror}: AH00072: make_sock: could not bind to address 0.0.0.0:${port}\n` : ""}no listening sockets available, shutting down\nAH00015: Unable to open logs\n`,
        );
        return undefined;
      }
    }
    return out;
  }

  private get mpm(): string {
    return (
      this.config.modules.find((m) => m.startsWith("mpm_")) ??
      (this.setup.program === "apache2" ? "mpm_prefork" : "mpm_event")
    );
  }

  private async ready(): Promise<void> {
    const code = this.mpm === "mpm_prefork" ? "AH00163" : "AH00489";
    const { version, os } = this.setup;
    await this.note(this.mpm, `${code}: Apache/${version} (${os}) configured -- resuming normal operations`);
    const command = this.p.argv.map((x) => x.replace(/^-D(?=.)/, "-D ")).join(" ");
    await this.note("core", `AH00094: Command line: '${command}'`);
  }

  /** What a signal asks for; a status: the server ends. */
  private async told(signal: number): Promise<number | undefined> {
    const { p } = this;
    const prefork = this.mpm === "mpm_prefork";
    if (signal === SIGNALS.SIGWINCH) {
      await this.note(this.mpm, `${prefork ? "AH00170" : "AH00492"}: caught SIGWINCH, shutting down gracefully`);
      return 0;
    }
    if (signal === SIGNALS.SIGTERM || signal === SIGNALS.SIGINT) {
      await this.note(this.mpm, `${prefork ? "AH00169" : "AH00491"}: caught SIGTERM, shutting down`);
      return 0;
    }
    const graceful = signal === SIGNALS.SIGUSR1;
    await this.note(
      this.mpm,
      graceful
        ? `${prefork ? "AH00171: Graceful restart requested, doing restart" : "AH00493: SIGUSR1 received.  Doing graceful restart"}`
        : `${prefork ? "AH00173" : "AH00494"}: SIGHUP received.  Attempting to restart`,
    );
    try {
      this.config = this.setup.read();
      this.sites = sitesOf(this.config);
      this.types = readTypes(p, this.config);
    } catch (e) {
      if (!(e instanceof SyntaxProblem)) throw e;
      await p.write(2, `${e.message}\n`);
      return 1;
    }
    await sayNameless(p, this.setup.program, this.config);
    await this.ready();
    return undefined;
  }

  private ask(site: Site, head: RequestHead, connection: Connection, port: number): Ask {
    const { p, config, types, banner } = this;
    const { address, port: from } = connection.remote;
    const [, query] = head.target.split(/\?(.*)/s);
    return {
      p,
      config,
      site,
      head,
      types,
      banner,
      port,
      client: { address, port: from },
      uri: "/",
      query,
      file: "",
      groups: [],
      user: undefined,
      claimed: undefined,
      env: new Map(),
      turns: 0,
      extra: [],
      complain: async (module, level, text, general = false) =>
        await logError(p, config, site.lines, module, level, text, general ? undefined : `${address}:${from}`),
    };
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
          if (!site) return;
          const a = this.ask(site, head, connection, port);
          await this.send(connection, a, e.line, await page(a, e.status), false);
          return;
        }
        if (!head) return;
        const host = (head.headers.get("host") ?? "").replace(/:\d+$/, "").toLowerCase();
        const site = chooseSite(this.sites, port, host);
        if (!site) return;
        again = keepsAlive(head) && isOn(site.lines, "keepalive", true);
        const body = bodyOf(source, requestFraming(head));
        const a = this.ask(site, head, connection, port);
        const answer = await handle(a, body);
        for (let c = await body.read(); c; c = await body.read());
        again &&= !answer.close;
        const line = `${head.method} ${head.target}${head.version === "0.9" ? "" : ` HTTP/${head.version}`}`;
        await this.send(connection, a, line, answer, again);
      }
    } catch (e) {
      if (!isErrno(e) && !(e instanceof ProtocolError)) throw e;
    } finally {
      connection.close();
    }
  }

  private async send(connection: Connection, a: Ask, line: string, answer: Answer, keep: boolean): Promise<void> {
    const { p } = this;
    const began = p.now();
    const proxied = answer.headers.some(([n]) => /^server$/i.test(n));
    const chunked = answer.headers.some(([n]) => n === "Transfer-Encoding");
    const isType = (n: string) => /^content-(type|encoding|language)$/i.test(n);
    const own = answer.headers.filter(([n]) => !isType(n) && !/^date$/i.test(n));
    const headers = new Headers([["Date", httpDate(p.now())]]);
    if (!proxied) headers.append("Server", this.banner);
    const silent = a.head.method === "HEAD" && answer.status >= 300 && answer.file === undefined;
    for (const [n, v] of own)
      if (!(silent && n === "Content-Length") && !(chunked && a.head.version === "1.0")) headers.append(n, v);
    const sized = chunked || own.some(([n]) => /^content-length$/i.test(n)) || answer.status === 304;
    if (!sized) headers.append("Content-Length", String(answer.body.length));
    if (!keep) headers.append("Connection", "close");
    else if (a.head.version === "1.0") headers.append("Connection", "Keep-Alive");
    for (const [n, v] of answer.headers) if (isType(n)) headers.append(n, v);
    const body = a.head.method === "HEAD" || answer.status === 304 ? new Uint8Array(0) : answer.body;
    const sent = chunked && a.head.version !== "1.0" ? chunkOf(body) : body;
    const head = responseBytes({ version: "1.1", status: answer.status, reason: reasonOf(answer.status), headers });
    await connection.write(concat([head, sent]));
    await logAccess(a, { line, status: answer.status, size: body.length, headers: headers.entries(), keep, began });
  }
}

function chunkOf(body: Uint8Array): Uint8Array {
  return concat([encode(`${body.length.toString(16)}\r\n`), body, encode("\r\n0\r\n\r\n")]);
}
