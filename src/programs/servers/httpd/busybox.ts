import type { Connection } from "../../../kernel/network.ts";
import type { Process } from "../../../kernel/process.ts";
import { isErrno } from "../../../std/errno.ts";
import { httpDate } from "../../../std/http-date.ts";
import { concat, encode } from "../../../std/text.ts";
import { SECOND } from "../../../std/time.ts";
import { BadOption, parseOptions } from "../../lib/options.ts";
import { Headers } from "../../net/http/headers.ts";
import { ProtocolError } from "../../net/http/message.ts";
import { readRequestHead } from "../../net/http/read.ts";
import { createSource } from "../../net/http/source.ts";
import { percentDecode } from "../../net/http/url.ts";
import { responseBytes } from "../../net/http/write.ts";

const TYPES: Readonly<Record<string, string>> = {
  css: "text/css",
  gif: "image/gif",
  htm: "text/html",
  html: "text/html",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  js: "text/javascript",
  json: "application/json",
  png: "image/png",
  svg: "image/svg+xml",
  txt: "text/plain",
};

const ERRORS: Readonly<Record<number, readonly [title: string, text: string]>> = {
  400: ["Bad Request", "Unsupported method"],
  403: ["Forbidden", ""],
  404: ["Not Found", "The requested URL was not found"],
  501: ["Not Implemented", ""],
};

/** BusyBox's server: files of one folder, one answer a connection. Without -f it goes to the background. */
export async function busyboxHttpd(p: Process): Promise<number> {
  try {
    const o = parseOptions({ short: "ifvc:p:h:u:r:M:K:e:d:m:" }, p.argv.slice(1));
    for (const name of ["i", "c", "r", "e", "d", "m"])
      if (o.has(name)) {
        await p.write(2, `drydock: busybox httpd -${name} is not simulated\n`);
        return 1;
      }
    const m = /^(?:(.*):)?(\d+)$/.exec(o.value("p") ?? "80");
    const root = (o.value("h") ?? ".").replace(/(.)\/$/, "$1");
    if (!p.files.exists(root)) {
      await p.write(2, `httpd: can't change directory to '${root}': No such file or directory\n`);
      return 1;
    }
    const folder = p.files.realpath(root);
    const listen = (q: Process) => q.listen(m?.[1] ?? "::", Number(m?.[2] ?? 80), { backlog: 9 });
    const listener = listen(p);
    const verbose = o.count("v");
    if (o.has("f")) return await serve(p, listener, folder, verbose);
    listener.close();
    p.fork(async (q) => await serve(q, listen(q), folder, verbose), { setsid: true });
    return 0;
  } catch (e) {
    if (e instanceof BadOption) {
      await p.write(2, `httpd: ${e.message}\n`);
      return 1;
    }
    if (!isErrno(e)) throw e;
    await p.write(2, `httpd: bind: ${e.strerror}\n`);
    return 1;
  }
}

async function serve(
  p: Process,
  listener: ReturnType<Process["listen"]>,
  folder: string,
  verbose: number,
): Promise<number> {
  for (;;) {
    const connection = await listener.accept();
    p.thread(() => talk(p, connection, folder, verbose));
  }
}

async function talk(p: Process, connection: Connection, folder: string, verbose: number): Promise<void> {
  const { address, port } = connection.remote;
  const note = async (text: string) => {
    if (verbose) await p.write(2, `[::ffff:${address}]:${port}: ${text}\n`);
  };
  try {
    const head = await readRequestHead(createSource(connection));
    if (!head) return;
    if (verbose > 1) await note(`url:${head.target}`);
    const [status, headers, body] = answer(p, folder, head.method, head.target);
    await note(`response:${status}`);
    const reason = status === 200 ? "OK" : status === 302 ? "Found" : (ERRORS[status]?.[0] ?? "Error");
    const bytes = responseBytes({
      version: "1.1",
      status,
      reason,
      headers: new Headers([["Date", httpDate(p.now())], ["Connection", "close"], ...headers]),
    });
    await connection.write(head.method === "HEAD" ? bytes : concat([bytes, body]));
  } catch (e) {
    if (!isErrno(e) && !(e instanceof ProtocolError)) throw e;
  } finally {
    connection.close();
  }
}

type Said = readonly [status: number, headers: readonly (readonly [string, string])[], body: Uint8Array];

function answer(p: Process, folder: string, method: string, target: string): Said {
  if (method !== "GET" && method !== "HEAD") return failed(501);
  const path = percentDecode(target.replace(/[?#].*$/s, ""));
  if (path === undefined || path.split("/").includes("..")) return failed(400);
  const file = `${folder === "/" ? "" : folder}${path}`;
  try {
    const stat = p.files.stat(file.replace(/(.)\/$/, "$1"));
    if (stat.kind === "directory" && !path.endsWith("/")) return [302, [["Location", `${path}/`]], new Uint8Array(0)];
    const real = stat.kind === "directory" ? `${file}index.html` : file;
    const { mtime } = p.files.stat(real);
    const data = p.files.readFile(real);
    const type = TYPES[real.split(".").at(-1)?.toLowerCase() ?? ""] ?? "application/octet-stream";
    const etag = `"${Math.floor(mtime / SECOND).toString(16)}-${data.length.toString(16)}"`;
    return [
      200,
      [
        ["Content-type", type],
        ["Accept-Ranges", "bytes"],
        ["Last-Modified", httpDate(mtime)],
        ["ETag", etag],
        ["Content-Length", String(data.length)],
      ],
      data,
    ];
  } catch (e) {
    if (!isErrno(e)) throw e;
    return failed(e.code === "EACCES" ? 403 : 404);
  }
}

function failed(status: number): Said {
  const [title = "", text = ""] = ERRORS[status] ?? [];
  return [
    status,
    [["Content-type", "text/html"]],
    encode(
      `<HTML><HEAD><TITLE>${status} ${title}</TITLE></HEAD>\n<BODY><H1>${status} ${title}</H1>\n${text}\n</BODY></HTML>\n`,
    ),
  ];
}
