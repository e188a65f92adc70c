import { ownNote } from "../../../kernel/own-note.ts";
import type { Process } from "../../../kernel/process.ts";
import { decode } from "../../../std/text.ts";
import type { Tool } from "../../lib/flavour.ts";
import { bodyFor, type CurlBody, contents, dataOf } from "./body.ts";
import { type Cookies, createCookies } from "./cookies.ts";
import { CurlFailure } from "./failure.ts";
import { type Session, transfer } from "./one-url.ts";
import { type CurlOptions, CurlUsage, parseCurl } from "./options.ts";

/** curl, over the simulated network. The binary's note holds its version. */
export const curl: Tool = async (p) => {
  const version = ownNote(p).split("\n")[0] || "8.14.1";
  if (p.argv.length === 1) return await usage(p, undefined);
  let options: CurlOptions;
  let body: CurlBody | undefined;
  let query = "";
  try {
    options = await withHeaderFiles(p, parseCurl(p.argv.slice(1)));
    if (options.flags.has("version")) return await showVersion(p, version);
    if (options.flags.has("help")) return await help(p);
    if (options.urls.length === 0) throw new CurlUsage("(2) no URL specified");
    if (options.flags.has("get")) query = decode(await dataOf(p, options));
    else body = await bodyFor(p, options);
  } catch (e) {
    if (e instanceof CurlFailure) return await fail(p, e);
    if (e instanceof CurlUsage) return await usage(p, e);
    throw e;
  }
  const cookies = await cookiesFor(p, options);
  const session: Session = { p, o: options, version, body, query, cookies, kept: new Map(), opened: { count: 0 } };
  let status = 0;
  for (const [number, url] of options.urls.entries()) {
    const result = await withRetries(session, url, number);
    if (result !== 0 || status === 0) status = result;
    if (result !== 0 && options.flags.has("fail-early")) break;
  }
  if (options.cookieJar === "-") await p.write(1, cookies?.text() ?? "");
  else if (options.cookieJar !== undefined) p.files.writeFile(options.cookieJar, cookies?.text() ?? "", 0o600);
  return status;
};

/** `-b FILE` reads cookies and, as `-c` does, has those of answers kept and sent back. */
async function cookiesFor(p: Process, o: CurlOptions): Promise<Cookies | undefined> {
  const file = o.cookie === undefined || o.cookie.includes("=") ? undefined : o.cookie;
  if (file === undefined && o.cookieJar === undefined) return undefined;
  const bytes = file === undefined || file === "" ? undefined : await contents(p, file);
  return createCookies(decode(bytes ?? new Uint8Array(0)), () => p.now(), o.flags.has("junk-session-cookies"));
}

async function usage(p: Process, e: CurlUsage | undefined): Promise<number> {
  if (e?.message.startsWith("drydock:")) {
    await p.write(2, `${e.message}\n`);
    return 2;
  }
  await p.write(
    2,
    `${e ? `curl: ${e.message}\n` : ""}curl: try 'curl --help' or 'curl --manual' for more information\n`,
  );
  return e?.status ?? 2;
}

async function fail(p: Process, e: CurlFailure): Promise<number> {
  await p.write(2, `curl: (${e.code}) ${e.message}\n`);
  return e.code;
}

async function withHeaderFiles(p: Process, o: CurlOptions): Promise<CurlOptions> {
  const headers: string[] = [];
  for (const line of o.headers) {
    if (!line.startsWith("@")) {
      headers.push(line);
      continue;
    }
    const bytes = await contents(p, line.slice(1));
    if (!bytes) {
      await p.write(2, `curl: Failed to open ${line.slice(1)}\n`);
      throw new CurlUsage("option -H: error encountered when reading a file", 26);
    }
    headers.push(
      ...decode(bytes)
        .split(/\r?\n/)
        .filter((l) => l !== ""),
    );
  }
  return { ...o, headers };
}

async function showVersion(p: Process, version: string): Promise<number> {
  await p.write(
    1,
    `curl ${version} (x86_64-pc-linux-gnu) libcurl/${version} zlib/1.3.1\nRelease-Date: 2025-06-04\nProtocols: http\nFeatures: IPv6 UnixSockets\n`,
  );
  return 0;
}

async function help(p: Process): Promise<number> {
  await p.write(
    1,
    `Usage: curl [options...] <url>
 -d, --data <data>           Send this in a POST request
 -f, --fail                  Exit with 22 on an HTTP error, without output
 -h, --help <subject>        Show this text
 -o, --output <file>         Write to a file
 -O, --remote-name           Write to a file named as the remote one
 -i, --show-headers          Show the answer's head too
 -s, --silent                Show no progress and no errors
 -T, --upload-file <file>    Send a file
 -u, --user <user:password>  Log in with this
 -A, --user-agent <name>     Call itself this
 -v, --verbose               Tell what it does
 -V, --version               Show the version
`,
  );
  return 0;
}

/** Failures that --retry tries again after: time-outs, and with its flags refused connections. */
function worthRetrying(o: CurlOptions, e: CurlFailure | undefined, status: number): boolean {
  if (!e) return [408, 429, 500, 502, 503, 504].includes(status);
  if (o.flags.has("retry-all-errors")) return true;
  if (e.code === 7) return o.flags.has("retry-connrefused");
  return e.code === 28 || (e.code === 22 && [408, 429, 500, 502, 503, 504].includes(status));
}

async function withRetries(s: Session, text: string, number: number): Promise<number> {
  const { p, o } = s;
  let delay = o.retryDelay ?? 1;
  for (let left = o.retry; ; left--) {
    const { failure, status, exit } = await transfer(
      s,
      text,
      number,
      left > 0 ? (e, got) => worthRetrying(o, e, got) : () => false,
    );
    if (left <= 0 || !worthRetrying(o, failure, status)) return exit;
    if (!o.flags.has("silent")) {
      const why = failure
        ? failure.code === 28
          ? "timeout"
          : failure.code === 7
            ? "connection refused"
            : "HTTP error"
        : "HTTP error";
      const plural = (n: number, word: string) => `${n} ${word}${n === 1 ? "" : "s"}`;
      await p.write(
        2,
        `Warning: Problem: ${why}. Will retry in ${plural(delay, "second")}. ${left} ${left === 1 ? "retry" : "retries"} left.\n`,
      );
    }
    await p.sleep(delay * 1_000_000);
    if (o.retryDelay === undefined) delay = Math.min(delay * 2, 600);
  }
}
