import { noteOf } from "../../../filesystem/binary.ts";
import type { Process } from "../../../kernel/process.ts";
import { isErrno } from "../../../std/errno.ts";
import { decode } from "../../../std/text.ts";
import type { Tool } from "../../lib/flavour.ts";
import { formatUrl, parseHttpUrl } from "../http/url.ts";
import { bodyFor, type CurlBody, contents, dataOf } from "./body.ts";
import { CurlFailure } from "./failure.ts";
import { createMeter } from "./meter.ts";
import { type CurlOptions, CurlUsage, parseCurl } from "./options.ts";
import { createOutput, type OutputFile } from "./output.ts";
import { type Done, run, type Transfer } from "./transfer.ts";
import { writeOut } from "./write-out.ts";

/** curl, over the simulated network. The binary's note holds its version. */
export const curl: Tool = async (p) => {
  const version = noteOf(p.files.readFile(p.executable)).split("\n")[0] || "8.14.1";
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
  let status = 0;
  for (const [number, url] of options.urls.entries()) {
    const result = await withRetries(p, options, version, url, body, query, number);
    if (result !== 0 || status === 0) status = result;
    if (result !== 0 && options.flags.has("fail-early")) break;
  }
  return status;
};

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

async function withRetries(
  p: Process,
  o: CurlOptions,
  version: string,
  text: string,
  body: CurlBody | undefined,
  query: string,
  number: number,
): Promise<number> {
  let delay = o.retryDelay ?? 1;
  for (let left = o.retry; ; left--) {
    const { failure, status, exit } = await transfer(p, o, version, text, body, query, number, left > 0);
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

interface Ended {
  readonly failure: CurlFailure | undefined;
  readonly status: number;
  readonly exit: number;
}

async function transfer(
  p: Process,
  o: CurlOptions,
  version: string,
  text: string,
  body: CurlBody | undefined,
  query: string,
  number: number,
  mayRetry: boolean,
): Promise<Ended> {
  const modern = Number(version.split(".")[1] ?? 0) >= 17 && Number(version.split(".")[0]) >= 8;
  const parsed = parseHttpUrl(text);
  const silent = o.flags.has("silent");
  const url =
    parsed && query
      ? { ...parsed, target: `${parsed.target}${parsed.target.includes("?") ? "&" : "?"}${query}` }
      : parsed;
  const target = o.outputs[number];
  const path = target === undefined || typeof target === "string" ? target : undefined;
  const remote = target !== undefined && typeof target !== "string" && url ? remoteName(url.target) : undefined;
  const onScreen = target === undefined || path === "-";
  const shown = !silent && !o.flags.has("no-progress-meter") && !(onScreen && p.terminal(1) !== undefined);
  const meter = createMeter(p, shown, modern);
  const done = emptyDone(text);
  const output = createOutput(p, remote?.name ?? (onScreen ? undefined : path), o.flags.has("create-dirs"));
  const failureOf = async (): Promise<CurlFailure | undefined> => {
    try {
      if (!url) throw new CurlFailure(3, badUrl(text));
      if (remote?.warning && !silent) await p.write(2, remote.warning);
      await run(createTransfer(p, o, version, modern, meter, done, output, silent), url, body);
      await output.finish(done);
      return undefined;
    } catch (e) {
      if (e instanceof CurlFailure) return e;
      throw e;
    }
  };
  const began = p.now();
  const failure = await failureOf();
  output.close();
  if (failure ? failure.late || modern : true) await meter.newline();
  const loud = !silent || o.flags.has("show-error");
  if (failure && loud && !(mayRetry && worthRetrying(o, failure, done.status))) await fail(p, failure);
  if (o.writeOut !== undefined && !(mayRetry && worthRetrying(o, failure, done.status))) {
    const unknown: string[] = [];
    const format = o.writeOut.startsWith("@")
      ? decode((await contents(p, o.writeOut.slice(1))) ?? new Uint8Array(0))
      : o.writeOut;
    const extra = {
      exitCode: failure?.code ?? 0,
      message: failure?.message ?? "",
      total: p.now() - began,
      file: output.path ?? "",
      number,
    };
    const texts = writeOut(format, done, extra, (name) => unknown.push(name));
    for (const name of unknown) await p.write(2, `curl: unknown --write-out variable: '${name}'\n`);
    await p.write(1, texts.stdout);
    await p.write(2, texts.stderr);
  }
  return { failure, status: done.status, exit: failure?.code ?? 0 };
}

function badUrl(text: string): string {
  if (
    /:(\d{6,}|\d*[^\d/?#]\d*)(?:[/?#]|$)/.test(text.replace(/^[a-z]+:\/\//i, "").replace(/\[.*?\]/, "")) ||
    Number(/:(\d+)/.exec(text)?.[1] ?? 0) > 65_535
  )
    return "URL rejected: Port number was not a decimal number between 0 and 65535";
  if (/^[a-z]+:\/\/(?:[/?#]|$)/i.test(text)) return "URL rejected: No host part in the URL";
  return "URL rejected: Malformed input to a URL function";
}

function remoteName(target: string): { readonly name: string; readonly warning: string | undefined } {
  const name =
    target
      .replace(/[?#].*$/s, "")
      .split("/")
      .at(-1) ?? "";
  if (name !== "") return { name, warning: undefined };
  return { name: "curl_response", warning: 'Warning: No remote filename, uses "curl_response"\n' };
}

function emptyDone(url: string): Done {
  return {
    status: 0,
    received: 0,
    sent: 0,
    headerBytes: 0,
    requestBytes: 0,
    redirects: 0,
    connects: 0,
    url: parseHttpUrl(url)
      ? formatUrl(
          parseHttpUrl(url) ?? {
            scheme: "http",
            user: undefined,
            host: url,
            port: 80,
            explicitPort: false,
            target: "/",
          },
        )
      : url,
    type: "",
    location: "",
    remote: "",
    remotePort: 0,
    local: "",
    localPort: 0,
    httpVersion: "",
    method: "GET",
    lookedUp: 0,
    connected: 0,
    started: 0,
    headers: [],
  };
}

function createTransfer(
  p: Process,
  o: CurlOptions,
  version: string,
  modern: boolean,
  meter: ReturnType<typeof createMeter>,
  done: Done,
  output: OutputFile,
  silent: boolean,
): Transfer {
  const loud = o.flags.has("verbose");
  let dumped = false;
  return {
    p,
    o,
    version,
    modern,
    meter,
    began: p.now(),
    done,
    async say(line) {
      if (loud) await p.write(2, `* ${line}\n`);
    },
    async verbose(line, data) {
      if (loud && !(data && p.terminal(1) !== undefined)) await p.write(2, `${line}\n`);
    },
    async dump(line) {
      if (o.dumpHeader === undefined) return;
      if (o.dumpHeader === "-") await p.write(1, line);
      else if (dumped) p.files.appendFile(o.dumpHeader, line);
      else p.files.writeFile(o.dumpHeader, line);
      dumped = true;
    },
    port: () => 32_768 + p.chance.integer("curl port", 28_000),
    async put(bytes) {
      try {
        await output.put(bytes);
      } catch (e) {
        if (!isErrno(e)) throw e;
        if (e.code === "EPIPE")
          throw new CurlFailure(23, `Failure writing output to destination, passed ${bytes.length} returned 0`);
        if (!silent)
          await p.write(2, `Warning: Failed to open the file ${output.path}: ${e.strerror}\n${modern ? "\n" : ""}`);
        throw new CurlFailure(
          23,
          modern
            ? `client returned ERROR on write of ${bytes.length} bytes`
            : `client returned ERROR on writing, ${bytes.length} bytes was not written`,
          false,
        );
      }
    },
  };
}
