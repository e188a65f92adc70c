import { isErrno } from "../../../std/errno.ts";
import { encode } from "../../../std/text.ts";
import type { Syntax } from "../../lib/options.ts";
import type { Call } from "../../lib/tool.ts";
import { Headers } from "../http/headers.ts";
import { ProtocolError } from "../http/message.ts";
import { type HttpUrl, hostHeader, parseHttpUrl, resolveLocation } from "../http/url.ts";
import { type Fetched, fetchFrom, Late } from "../lib/fetch.ts";
import { lookUp } from "../lib/resolve.ts";

export const BUSYBOX_WGET: Syntax = {
  short: "cqSO:o:P:U:T:Y:",
  long: {
    continue: "c",
    quiet: "q",
    "server-response": "S",
    "output-document:": "O",
    "output-file:": "o",
    "directory-prefix:": "P",
    "user-agent:": "U",
    "timeout:": "T",
    "proxy:": "Y",
    spider: "spider",
    "header:": "header",
    "post-data:": "post",
    "post-file:": "post-file",
    "no-check-certificate": "insecure",
    "no-verbose": "nv",
  },
};

const MAX_REDIRECTS = 5;

/** BusyBox's wget. */
export async function busyboxWget(c: Call): Promise<number> {
  if (c.operands.length === 0) await c.badUsage(undefined);
  if (c.options.has("c")) await c.fail("drydock: -c is not simulated");
  for (const text of c.operands) await one(c, text);
  return 0;
}

async function note(c: Call, text: string): Promise<void> {
  if (!c.options.has("q")) await c.p.write(2, text);
}

async function one(c: Call, text: string): Promise<void> {
  const first = parseHttpUrl(text);
  if (!first || !["http", "https", "ftp"].includes(first.scheme)) {
    await c.fail(`not an http or ftp url: ${text}`);
    return;
  }
  let url = first;
  for (let left = MAX_REDIRECTS; ; left--) {
    const fetched = await ask(c, url);
    const { status, headers, reason } = fetched.head;
    const location = headers.get("location");
    if (status >= 300 && status < 400 && location !== undefined) {
      fetched.close();
      const next = resolveLocation(url, location);
      if (left <= 0 || !next) await c.fail("too many redirections");
      if (next) url = next;
      continue;
    }
    if (status < 200 || status >= 300) {
      fetched.close();
      await c.fail(`server returned error: HTTP/${fetched.head.version} ${status} ${reason}`);
    }
    await save(c, url, fetched);
    return;
  }
}

async function ask(c: Call, url: HttpUrl): Promise<Fetched> {
  const { p, options: o } = c;
  const addresses = await lookUp(p, url.host);
  const address = addresses?.[0];
  if (address === undefined) return await c.fail(`bad address '${url.host}${url.explicitPort ? `:${url.port}` : ""}'`);
  const shown = url.explicitPort ? `${url.host}:${url.port}` : url.host;
  const spelt = address.includes(":") ? `[${address}]` : address;
  await note(c, `Connecting to ${shown} (${spelt}:${url.port})\n`);
  const seconds = Number(o.value("T") ?? 900);
  try {
    const post = o.value("post");
    const file = o.value("post-file");
    const body = post !== undefined ? encode(post) : file !== undefined ? p.files.readFile(file) : undefined;
    const result = await fetchFrom(p, address, url.port, request(c, url, body), {
      timeout: seconds * 1_000_000,
      async connected() {
        if (url.scheme === "https") await c.fail("drydock: TLS is not simulated");
        if (url.scheme === "ftp") await c.fail("drydock: FTP is not simulated");
      },
    });
    if (!result) return await c.fail("error getting response");
    if (o.has("S")) {
      const lines = [`HTTP/${result.head.version} ${result.head.status} ${result.head.reason}`];
      for (const [name, value] of result.head.headers.entries()) lines.push(`${name}: ${value}`);
      for (const line of [...lines, ""]) await p.write(2, `  ${line}\n`);
    }
    return result;
  } catch (e) {
    if (e instanceof Late || isErrno(e, "ETIMEDOUT")) return await c.fail("download timed out");
    if (e instanceof ProtocolError) return await c.fail(`bad response line: ${e.line}`);
    if (isErrno(e, "ECONNRESET")) return await c.fail("error getting response: Connection reset by peer");
    if (!isErrno(e)) throw e;
    return await c.fail(`can't connect to remote host (${address}): ${e.strerror}`);
  }
}

function request(c: Call, url: HttpUrl, body: Uint8Array | undefined) {
  const { options: o } = c;
  const own = o.values("header").map((h) => /^([^:]+):\s*(.*)$/s.exec(h));
  const given = (name: string) => own.some((m) => m?.[1]?.toLowerCase() === name);
  const headers = new Headers(given("host") ? [] : [["Host", hostHeader(url)]]);
  if (!given("user-agent")) headers.append("User-Agent", o.value("U") ?? "Wget");
  headers.append("Connection", "close");
  for (const m of own) if (m) headers.append(m[1] ?? "", m[2] ?? "");
  if (body) {
    if (!headers.has("content-type")) headers.append("Content-Type", "application/x-www-form-urlencoded");
    headers.append("Content-Length", String(body.length));
  }
  return { method: body ? "POST" : "GET", target: url.target, headers, ...(body ? { body } : {}) };
}

async function save(c: Call, url: HttpUrl, fetched: Fetched): Promise<void> {
  const { p, options: o } = c;
  if (o.has("spider")) {
    fetched.close();
    await note(c, "remote file exists\n");
    return;
  }
  const given = o.value("O");
  const name =
    given ??
    (url.target
      .replace(/[?#].*$/s, "")
      .split("/")
      .at(-1) ||
      "index.html");
  const folder = o.value("P");
  const path = folder !== undefined && given === undefined ? `${folder.replace(/\/$/, "")}/${name}` : name;
  const toScreen = path === "-";
  let fd = 1;
  if (!toScreen) {
    try {
      fd = await p.open(path, {
        write: true,
        create: true,
        ...(given === undefined ? { exclusive: true } : { truncate: true }),
      });
    } catch (e) {
      if (!isErrno(e)) throw e;
      await c.fail(`can't open '${path}': ${e.strerror}`);
    }
  }
  await note(c, toScreen ? "writing to stdout\n" : `saving to '${path}'\n`);
  let received = 0;
  for (let chunk = await fetched.body.read(); chunk; chunk = await fetched.body.read()) {
    received += chunk.length;
    await p.write(fd, chunk);
  }
  fetched.close();
  if (!toScreen) p.close(fd);
  await note(
    c,
    bar(
      toScreen ? "-" : (path.split("/").at(-1) ?? path),
      received,
      fetched.framing.kind === "length" || received === 0,
    ),
  );
  await note(c, toScreen ? "written to stdout\n" : `'${path}' saved\n`);
}

/** The progress bar when all is there. */
function bar(name: string, size: number, known: boolean): string {
  const shown = name.slice(0, 20).padEnd(20);
  const units = ["", "k", "M", "G"];
  let value = size;
  let unit = 0;
  while (value >= 100_000 && unit < 3) {
    value = Math.floor(value / 1024);
    unit++;
  }
  const amount = unit ? `${String(value).padStart(5)}${units[unit]}` : String(value).padStart(6);
  const drawn = known && size > 0 ? `100% |${"*".repeat(32)}|` : `     |${" ".repeat(32)}|`;
  return `${shown} ${drawn}${amount}  0:00:00 ETA\n`;
}
