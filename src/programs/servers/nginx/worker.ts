import type { Listener } from "../../../kernel/network.ts";
import type { Process, Thread } from "../../../kernel/process.ts";
import { SIGNALS } from "../../../kernel/signal.ts";
import { isErrno } from "../../../std/errno.ts";
import type { Reader } from "../../../std/stream.ts";
import { encode } from "../../../std/text.ts";
import { pause } from "../../lib/pause.ts";
import { Headers } from "../../net/http/headers.ts";
import { keepsAlive, ProtocolError, type RequestHead } from "../../net/http/message.ts";
import { bodyOf, type Framing, readRequestHead, requestFraming } from "../../net/http/read.ts";
import { createSource, type Source } from "../../net/http/source.ts";
import { percentDecode } from "../../net/http/url.ts";
import { acceptEach } from "../accept.ts";
import { writeAccessLog } from "./access-log.ts";
import { type ClientConnection, createExchange, type Exchange, requestLine } from "./exchange.ts";
import type { Listen } from "./listen.ts";
import { chooseServer, type Server } from "./model.ts";
import { setting } from "./parse.ts";
import { parseTime } from "./pattern.ts";
import { logError, RESIDENT, type Runtime } from "./runtime.ts";
import { send } from "./send.ts";
import { serve, standardAnswer } from "./serve.ts";

/** A socket that the master listens on. */
export interface OpenListener {
  readonly listen: Listen;
  readonly listener: Listener;
}

/** Counts connections over all workers. */
export interface Counter {
  next: number;
}

/** A worker process: takes connections until it is told to end. TERM: at once; QUIT: when the last request is answered. */
export async function runWorker(
  p: Process,
  r: Runtime,
  listeners: readonly OpenListener[],
  counter: Counter,
): Promise<number> {
  p.setMemory(RESIDENT);
  let order: "stop" | "quit" | undefined;
  const told = (o: "stop" | "quit") => () => {
    if (order !== "stop") order = o;
  };
  p.onSignal(SIGNALS.SIGTERM, told("stop"), { restart: false });
  p.onSignal(SIGNALS.SIGINT, "ignore");
  p.onSignal(SIGNALS.SIGQUIT, told("quit"), { restart: false });
  p.onSignal(SIGNALS.SIGHUP, "ignore");
  const clients = new Map<number, { idle: boolean; readonly thread: Thread<void> }>();
  let quitting = false;
  const doorkeepers = listeners.map(({ listen, listener }) =>
    acceptEach(p, listener, (connection) => {
      const number = counter.next++;
      const client: ClientConnection = {
        number,
        remote: connection.remote,
        local: connection.local,
        listen,
        requests: 0,
      };
      const fd = p.descriptorOf(connection);
      const entry = {
        idle: true,
        thread: p.thread(async () => {
          try {
            await talk(
              p,
              r,
              client,
              fd,
              () => quitting,
              (idle) => {
                entry.idle = idle;
              },
            );
          } catch (e) {
            // The client is gone.
            if (!isErrno(e)) throw e;
          } finally {
            clients.delete(number);
            close(p, fd);
            if (quitting && clients.size === 0) p.kill(p.pid, SIGNALS.SIGUSR2);
          }
        }),
      };
      clients.set(number, entry);
    }),
  );
  p.onSignal(SIGNALS.SIGUSR2, () => {}, { restart: false });
  while (order === undefined) await pause(p);
  if (order === "quit") {
    quitting = true;
    await logError(p, r, r.config.root, "notice", "gracefully shutting down");
    for (const d of doorkeepers) d.cancel();
    for (const [number, c] of clients)
      if (c.idle) {
        c.thread.cancel();
        clients.delete(number);
      }
    while (clients.size > 0 && (order as string) === "quit") await pause(p);
  }
  await logError(p, r, r.config.root, "notice", "exiting");
  await logError(p, r, r.config.root, "notice", "exit");
  return 0;
}

function close(p: Process, fd: number): void {
  try {
    p.close(fd);
  } catch (e) {
    if (!isErrno(e)) throw e;
  }
}

/** Answers the requests of one connection. */
async function talk(
  p: Process,
  r: Runtime,
  client: ClientConnection,
  fd: number,
  quitting: () => boolean,
  idle: (is: boolean) => void,
): Promise<void> {
  const source = createSource(p.reader(fd));
  const first = chooseServer(r.config, client.listen, "");
  if (!first) return;
  let wait = parseTime(setting(first.block, "client_header_timeout")?.[0] ?? "60s") ?? 60_000_000;
  for (;;) {
    idle(true);
    if (!source.buffered && (await p.poll([fd], wait)) === undefined) return;
    idle(false);
    let head: RequestHead | null;
    try {
      head = await readRequestHead(source);
    } catch (e) {
      if (!(e instanceof ProtocolError)) throw e;
      await refuse(p, r, client, fd, first, e.status, e.line);
      return;
    }
    if (!head) return;
    client.requests++;
    const x = exchange(p, r, client, fd, head, source);
    if (x === "bad path") return await refuse(p, r, client, fd, first, 400, requestLine(head));
    if (typeof x === "number") return await refuse(p, r, client, fd, first, x, requestLine(head), head);
    const answer = await serve(x);
    const timeout = parseTime(setting(x.block, "keepalive_timeout")?.[0] ?? "75s") ?? 75_000_000;
    const again = await send(x, answer, keepsAlive(head) && head.version !== "0.9" && timeout > 0 && !quitting());
    await writeAccessLog(x);
    for (const finish of x.atEnd) finish();
    if (!again) return;
    for (let c = await x.body.read(); c; c = await x.body.read());
    wait = timeout;
  }
}

function exchange(
  p: Process,
  runtime: Runtime,
  connection: ClientConnection,
  fd: number,
  head: RequestHead,
  source: Source,
): Exchange | number | "bad path" {
  const hosts = head.headers.all("host");
  if (hosts.length > 1 || (head.version === "1.1" && hosts.length === 0) || hosts[0] === "") return 400;
  const whole = /^https?:\/\/([^/?]*)(.*)$/i.exec(head.target);
  const target = whole ? whole[2] || "/" : head.target;
  const host = (whole?.[1] ?? hosts[0] ?? "").replace(/:\d*$/, "").replace(/\.$/, "").toLowerCase();
  const server = chooseServer(runtime.config, connection.listen, host);
  const cut = target.indexOf("?");
  const uri = normalPath(cut < 0 ? target : target.slice(0, cut));
  if (!server) return 400;
  // The line is read before the fields: of a path that is none nothing else is known.
  if (uri === undefined) return "bad path";
  let framing: Framing;
  try {
    framing = requestFraming(head);
  } catch (e) {
    if (e instanceof ProtocolError) return 400;
    throw e;
  }
  const x = createExchange(p, runtime, connection, fd, head, server);
  x.host = host;
  x.uri = uri;
  nameCaptures(x);
  x.args = cut < 0 ? "" : target.slice(cut + 1).replace(/#.*$/s, "");
  x.bodyLength = framing.kind === "length" ? framing.length : framing.kind === "none" ? 0 : undefined;
  x.body = requestBody(x, source, framing);
  return x;
}

/** What the expression that chose the server found in the host. */
function nameCaptures(x: Exchange): void {
  if (x.server.names.some((n) => n.text === x.host)) return;
  for (const { text, pattern } of x.server.names) {
    const m = text.startsWith("~") ? pattern?.exec(x.host) : undefined;
    if (!m) continue;
    x.captures = [...m];
    for (const [name, part] of Object.entries(m.groups ?? {})) x.variables.set(name, part ?? "");
    return;
  }
}

/** Who expects it is told to go on when the body is first read. After an upgrade all that comes is the body. */
function requestBody(x: Exchange, source: Source, framing: Framing): Reader {
  let asked = x.head.headers.get("expect")?.toLowerCase() === "100-continue";
  const body = bodyOf(source, framing);
  return {
    async read() {
      if (asked) await x.send(encode("HTTP/1.1 100 Continue\r\n\r\n"));
      asked = false;
      return await (x.tunnelling ? source : body).read();
    },
  };
}

/** Decoded, `//` merged, `.` and `..` resolved; undefined when it leads above the root or is malformed. */
function normalPath(path: string): string | undefined {
  const text = percentDecode(path.replace(/#.*$/s, ""));
  if (text === undefined || text.includes("\0")) return undefined;
  const out: string[] = [];
  const parts = text.split("/").slice(1);
  for (const [i, part] of parts.entries()) {
    const last = i === parts.length - 1;
    if (part === "..") {
      if (out.length === 0) return undefined;
      out.pop();
      if (last) out.push("");
    } else if (part === "." || part === "") {
      if (last) out.push("");
    } else out.push(part);
  }
  return `/${out.join("/")}`;
}

/** A request that is none: the standard page, and the connection is closed. */
async function refuse(
  p: Process,
  r: Runtime,
  connection: ClientConnection,
  fd: number,
  server: Server,
  status: number,
  line: string,
  head: RequestHead = { method: "", target: "/", version: "1.0", headers: new Headers() },
): Promise<void> {
  const x = createExchange(p, r, connection, fd, head, server);
  x.line = line;
  await send(x, standardAnswer(x, status), false);
  await writeAccessLog(x);
}
