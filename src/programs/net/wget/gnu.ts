import { toBase64 } from "../../../std/base64.ts";
import { isErrno } from "../../../std/errno.ts";
import { encode } from "../../../std/text.ts";
import { rfc3339Nano } from "../../../std/time.ts";
import type { Syntax } from "../../lib/options.ts";
import type { Call } from "../../lib/tool.ts";
import { Headers } from "../http/headers.ts";
import { BodyCut, ProtocolError } from "../http/message.ts";
import { formatUrl, type HttpUrl, hostHeader, parseHttpUrl, resolveLocation } from "../http/url.ts";
import { type Fetched, fetchFrom, Late } from "../lib/fetch.ts";
import { lookUp } from "../lib/resolve.ts";

export const GNU_WGET: Syntax = {
  short: "qvnSO:P:T:t:U:cN46",
  long: {
    quiet: "q",
    verbose: "v",
    "no-verbose": "nv",
    "output-document:": "O",
    "directory-prefix:": "P",
    "server-response": "S",
    spider: "spider",
    "timeout:": "T",
    "tries:": "t",
    "user-agent:": "U",
    "header:": "header",
    "post-data:": "post",
    "method:": "method",
    "body-data:": "post",
    "user:": "user",
    "password:": "password",
    "no-check-certificate": "insecure",
    "show-progress": "progress",
    "progress:": "bar",
    "max-redirect:": "max-redirect",
    "content-on-error": "content-on-error",
    "retry-connrefused": "retry-connrefused",
    "no-proxy": "no-proxy",
    "inet4-only": "4",
    "inet6-only": "6",
    continue: "c",
    timestamping: "N",
    "no-cache": "no-cache",
  },
};

/** GNU's wget: 4 for what the network refuses, 8 for what the server does. */
export async function gnuWget(c: Call): Promise<number> {
  if (c.operands.length === 0) {
    await c.p.write(2, `wget: missing URL\nUsage: wget [OPTION]... [URL]...\n\nTry \`wget --help' for more options.\n`);
    return 1;
  }
  for (const name of ["c", "N"]) if (c.options.has(name)) await c.fail(`drydock: -${name} is not simulated`, 2);
  let status = 0;
  for (const text of c.operands) status = (await one(c, text)) || status;
  return status;
}

/** `-nv` is read as -n with a letter behind it. */
const terse = (c: Call) => c.options.has("nv") || c.options.has("n");

const quoted = (c: Call, text: string) =>
  /utf-?8/i.test(c.p.env.get("LC_ALL") ?? c.p.env.get("LANG") ?? "") ? `‘${text}’` : `'${text}'`;

async function note(c: Call, text: string): Promise<void> {
  if (!c.options.has("q") && !terse(c)) await c.p.write(2, text);
}

const stamp = (c: Call) =>
  rfc3339Nano(Math.floor(c.p.now() / 1_000_000) * 1_000_000)
    .replace("T", " ")
    .slice(0, 19);

async function one(c: Call, text: string): Promise<number> {
  const first = parseHttpUrl(text);
  if (!first) {
    await c.p.write(2, `${text}: Invalid host name.\n`);
    return 1;
  }
  if (!["http", "https"].includes(first.scheme)) {
    await c.p.write(2, `${text}: Unsupported scheme ${quoted(c, first.scheme)}.\n`);
    return 1;
  }
  const spider = c.options.has("spider");
  if (spider) await note(c, "Spider mode enabled. Check if remote file exists.\n");
  const limit = Number(c.options.value("max-redirect") ?? 20);
  let url = first;
  for (let hops = 0; ; hops++) {
    await note(c, `--${stamp(c)}--  ${formatUrl({ ...url, user: undefined })}\n`);
    const fetched = await ask(c, url, spider);
    if (typeof fetched === "number") return fetched;
    const { status, reason, headers } = fetched.head;
    await note(c, `${status} ${reason}\n`);
    if (c.options.has("S")) await showHead(c, fetched);
    const location = headers.get("location");
    if (status >= 300 && status < 400 && status !== 304 && location !== undefined) {
      fetched.close();
      await note(c, `Location: ${location} [following]\n`);
      const next = resolveLocation(url, location);
      if (!next || hops >= limit) {
        await c.p.write(2, `${limit} redirections exceeded.\n`);
        return 8;
      }
      url = next;
      continue;
    }
    if (spider) return await spidered(c, fetched);
    if (status >= 400 && !c.options.has("content-on-error")) {
      fetched.close();
      if (!c.options.has("q"))
        await c.p.write(
          2,
          terse(c)
            ? `${formatUrl(url)}:\n${stamp(c)} ERROR ${status}: ${reason}.\n`
            : `${stamp(c)} ERROR ${status}: ${reason}.\n\n`,
        );
      return 8;
    }
    const saved = await save(c, first, url, fetched);
    return saved || (status >= 400 ? 8 : 0);
  }
}

async function spidered(c: Call, fetched: Fetched): Promise<number> {
  fetched.close();
  if (fetched.head.status >= 400) {
    await note(c, "Remote file does not exist -- broken link!!!\n\n");
    return 8;
  }
  await note(c, `${lengthLine(fetched)}Remote file exists.\n\n`);
  return 0;
}

async function showHead(c: Call, fetched: Fetched): Promise<void> {
  const { head } = fetched;
  const lines = [
    `HTTP/${head.version} ${head.status} ${head.reason}`,
    ...head.headers.entries().map(([n, v]) => `${n}: ${v}`),
  ];
  await c.p.write(2, lines.map((l) => `  ${l}\n`).join(""));
}

async function ask(c: Call, url: HttpUrl, spider: boolean): Promise<Fetched | number> {
  const { p, options: o } = c;
  const shown = url.host;
  const isName = !/^[\d.]+$|:/.test(url.host);
  const tries = Number(o.value("t") ?? 20) || 20;
  if (isName) await note(c, `Resolving ${shown} (${shown})... `);
  const family = o.has("4") ? 4 : o.has("6") ? 6 : undefined;
  const addresses = await lookUp(p, url.host, family);
  if (!addresses) {
    await note(c, "failed: Name or service not known.\n");
    if (!o.has("q")) await p.write(2, `wget: unable to resolve host address ${quoted(c, shown)}\n`);
    return 4;
  }
  if (isName) await note(c, `${addresses.join(", ")}\n`);
  const timeout = Number(o.value("T") ?? 900) * 1_000_000;
  for (let attempt = 1; ; attempt++) {
    for (const address of addresses) {
      await note(
        c,
        `Connecting to ${isName ? `${shown} (${shown})|${address}|` : address.includes(":") ? `[${address}]` : address}:${url.port}... `,
      );
      try {
        const fetched = await fetchFrom(p, address, url.port, request(c, url, spider), {
          timeout,
          async connected() {
            await note(c, "connected.\n");
            if (url.scheme === "https") await c.fail("drydock: TLS is not simulated", 5);
            await note(c, "HTTP request sent, awaiting response... ");
          },
        });
        if (fetched) return fetched;
        await note(c, "No data received.\n");
      } catch (e) {
        if (e instanceof ProtocolError) await note(c, "200 No headers, assuming HTTP/0.9\n");
        else if (e instanceof Late) await note(c, "Read error (Connection timed out) in headers.\n");
        else if (isErrno(e, "ECONNRESET")) await note(c, "Read error (Connection reset by peer) in headers.\n");
        else if (isErrno(e)) {
          await note(c, `failed: ${e.strerror}.\n`);
          if (e.code === "ECONNREFUSED" && !o.has("retry-connrefused")) {
            if (address === addresses.at(-1)) return 4;
            continue;
          }
          if (address !== addresses.at(-1)) continue;
        } else throw e;
      }
    }
    if (attempt >= tries) {
      await note(c, "Giving up.\n\n");
      return 4;
    }
    await note(c, "Retrying.\n\n");
    await p.sleep(Math.min(attempt, 10) * 1_000_000);
    await note(c, `--${stamp(c)}--  (try:${String(attempt + 1).padStart(2)})  ${formatUrl(url)}\n`);
  }
}

function request(c: Call, url: HttpUrl, spider: boolean) {
  const { options: o } = c;
  const post = o.value("post");
  const body = post === undefined ? undefined : encode(post);
  const own = new Headers(
    o.values("header").flatMap((h) => {
      const m = /^([^:]+):\s*(.*)$/s.exec(h);
      return m ? [[m[1] ?? "", m[2] ?? ""] as const] : [];
    }),
  );
  const headers = new Headers();
  const add = (name: string, value: string) => headers.append(name, own.get(name) ?? value);
  add("Host", hostHeader(url));
  add("User-Agent", o.value("U") ?? "Wget/1.25.0");
  add("Accept", "*/*");
  add("Accept-Encoding", "identity");
  const user = o.value("user");
  if (user !== undefined) add("Authorization", `Basic ${toBase64(encode(`${user}:${o.value("password") ?? ""}`))}`);
  add("Connection", "Keep-Alive");
  if (body) {
    add("Content-Type", "application/x-www-form-urlencoded");
    add("Content-Length", String(body.length));
  }
  for (const [name, value] of own.entries()) if (!headers.has(name)) headers.append(name, value);
  const method = o.value("method") ?? (spider ? "HEAD" : body ? "POST" : "GET");
  return { method, target: url.target, headers, ...(body ? { body } : {}) };
}

function lengthLine(f: Fetched): string {
  const type = f.head.headers.get("content-type")?.replace(/;.*$/s, "");
  const length = f.head.headers.get("content-length");
  const size = Number(length);
  const short =
    size >= 1024 * 1024
      ? ` (${(size / 1024 / 1024).toFixed(1)}M)`
      : size >= 1024
        ? ` (${(size / 1024).toFixed(1)}K)`
        : "";
  return `Length: ${length === undefined ? "unspecified" : `${length}${short}`}${type === undefined ? "" : ` [${type}]`}\n`;
}

/** Saves under the URL's last name; one that is there already gets a number. `-O` writes anew, `-` to standard output. */
async function save(c: Call, first: HttpUrl, url: HttpUrl, f: Fetched): Promise<number> {
  const { p, options: o } = c;
  const given = o.value("O");
  const name = first.target.replace(/^\//, "").split("/").at(-1)?.replace(/#.*$/s, "") || "index.html";
  const folder = o.value("P");
  let path = given ?? (folder === undefined ? name : `${folder.replace(/\/$/, "")}/${name}`);
  if (given === undefined) {
    if (folder !== undefined) p.files.mkdirs(folder);
    for (let n = 1; p.files.exists(path); n++)
      path = `${folder === undefined ? "" : `${folder.replace(/\/$/, "")}/`}${name}.${n}`;
  }
  const toScreen = path === "-";
  let fd = 1;
  if (!toScreen) {
    try {
      fd = await p.open(path, { write: true, create: true, truncate: true });
    } catch (e) {
      if (!isErrno(e)) throw e;
      await p.write(2, `${path}: ${e.strerror}\n\nCannot write to ${quoted(c, path)} (${e.strerror}).\n`);
      return 3;
    }
  }
  const shown = toScreen ? "STDOUT" : path;
  await note(c, `${lengthLine(f)}Saving to: ${quoted(c, shown)}\n\n`);
  const began = p.now();
  let received = 0;
  try {
    for (let chunk = await f.body.read(); chunk; chunk = await f.body.read()) {
      received += chunk.length;
      await p.write(fd, chunk);
    }
  } catch (e) {
    if (!(e instanceof BodyCut)) throw e;
    await note(c, `\n${stamp(c)} - Connection closed at byte ${received}. Giving up.\n\n`);
    return 4;
  } finally {
    f.close();
    if (!toScreen) p.close(fd);
  }
  const span = Math.max(1, p.now() - began);
  const total = f.framing.kind === "length" ? f.framing.length : undefined;
  await note(c, progress(c, shown, received, total, span));
  const amount = total === undefined ? `[${received}]` : `[${received}/${total}]`;
  await note(
    c,
    `${stamp(c)} (${rate(received, span)}) - ${toScreen ? "written to stdout" : `${quoted(c, path)} saved`} ${amount}\n\n`,
  );
  if (terse(c) && !o.has("q")) await p.write(2, `${stamp(c)} URL:${formatUrl(url)} ${amount} -> "${path}" [1]\n`);
  return 0;
}

/** A bar on a terminal, else lines of dots, fifty for 50K. */
function progress(c: Call, shown: string, received: number, total: number | undefined, span: number): string {
  const speed = received / 1024 / (span / 1_000_000);
  const short =
    speed >= 1024 ? `${(speed / 1024).toFixed(speed >= 10_240 ? 1 : 2)}M` : `${speed.toFixed(speed >= 100 ? 0 : 1)}K`;
  const took = `${span < 50_000 ? "0" : (span / 1_000_000).toFixed(span < 10_000_000 ? 1 : 0)}s`;
  if (c.p.terminal(2) !== undefined)
    return `${shown.slice(0, 20).padEnd(20)}${total === undefined ? "    [ <=>                ]" : "100%[===================>]"} ${String(received).padStart(7)}  --.-KB/s    in ${took.padEnd(6)}\n\n`;
  const lines: string[] = [];
  for (let at = 0; at === 0 || at < received; at += 51_200) {
    const dots = Math.min(50, Math.floor(Math.max(0, received - at) / 1024));
    const groups = (".".repeat(dots).match(/.{1,10}/g) ?? []).join(" ");
    const percent =
      total === undefined
        ? "    "
        : `${String(Math.floor((100 * Math.min(received, at + 51_200)) / Math.max(total, 1))).padStart(3)}%`;
    lines.push(`${String(at / 1024).padStart(6)}K ${groups.padEnd(54)} ${percent} ${short.padStart(4)}`);
  }
  return `${lines.join("\n")}=${took}\n\n`;
}

function rate(bytes: number, span: number): string {
  const speed = bytes / (span / 1_000_000);
  if (speed >= 1024 ** 2) return `${(speed / 1024 ** 2).toFixed(speed >= 10 * 1024 ** 2 ? 1 : 2)} MB/s`;
  return speed >= 1024 ? `${(speed / 1024).toFixed(speed >= 100 * 1024 ? 0 : 1)} KB/s` : `${speed.toFixed(1)} B/s`;
}
