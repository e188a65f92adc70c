import type { Process } from "../../../kernel/process.ts";
import { isErrno } from "../../../std/errno.ts";
import { decode } from "../../../std/text.ts";
import { SECOND } from "../../../std/time.ts";
import { formatUrl, type HttpUrl, parseHttpUrl, withoutDots } from "../http/url.ts";
import { type CurlBody, contents } from "./body.ts";
import type { Cookies } from "./cookies.ts";
import { CurlFailure } from "./failure.ts";
import { createMeter } from "./meter.ts";
import type { CurlOptions } from "./options.ts";
import { createOutput, type OutputFile } from "./output.ts";
import { type Done, type Kept, run, type Transfer } from "./transfer.ts";
import { writeOut } from "./write-out.ts";

interface Ended {
  readonly failure: CurlFailure | undefined;
  readonly status: number;
  readonly exit: number;
}

/** One run of curl. */
export interface Session {
  readonly p: Process;
  readonly o: CurlOptions;
  readonly version: string;
  readonly body: CurlBody | undefined;
  /** What -G adds to the address. */
  readonly query: string;
  readonly cookies: Cookies | undefined;
  readonly kept: Map<string, Kept>;
  readonly opened: { count: number };
}

/** Transfers one URL, with everything that is told about it. `again`: whether such a failure is tried once more. */
export async function transfer(
  s: Session,
  text: string,
  number: number,
  again: (failure: CurlFailure | undefined, status: number) => boolean,
): Promise<Ended> {
  const { p, o, version, body, query } = s;
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const modern = major >= 8 && minor >= 17;
  const numbered = major >= 8 && minor >= 7;
  const given = parseHttpUrl(text);
  const parsed = given && !o.flags.has("path-as-is") ? { ...given, target: withoutDots(given.target) } : given;
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
      await run(createTransfer(s, { modern, numbered }, meter, done, output, silent), url, body);
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
  // A modern one shows nothing of a connection that fails at once, and the table of one that was waited for.
  if (failure && modern && url && p.now() - began >= SECOND && !meter.open) await meter.begin();
  if (failure ? failure.late || modern : true) await meter.newline();
  if (failure && url && numbered && o.flags.has("verbose")) await p.write(2, farewell(failure, url, modern));
  const loud = !silent || o.flags.has("show-error");
  if (failure && loud && !again(failure, done.status)) await p.write(2, `curl: (${failure.code}) ${failure.message}\n`);
  if (o.writeOut !== undefined && !again(failure, done.status)) {
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

/** What -v says of a connection that did not come about. */
function farewell(failure: CurlFailure, url: HttpUrl, modern: boolean): string {
  if (failure.code === 7) return "* closing connection #0\n";
  if (failure.code !== 6) return "";
  if (!modern) return "* shutting down connection #0\n";
  const host = `* Could not resolve host: ${url.host}\n`;
  return `${host}* Could not resolve: ${url.host}:${url.port}\n* closing connection #0\n`;
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
  s: Session,
  build: { readonly modern: boolean; readonly numbered: boolean },
  meter: ReturnType<typeof createMeter>,
  done: Done,
  output: OutputFile,
  silent: boolean,
): Transfer {
  const { p, o } = s;
  const loud = o.flags.has("verbose");
  let dumped = false;
  return {
    p,
    o,
    version: s.version,
    cookies: s.cookies,
    kept: s.kept,
    opened: s.opened,
    ...build,
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
          await p.write(
            2,
            `Warning: Failed to open the file ${output.path}: ${e.strerror}\n${build.modern ? "\n" : ""}`,
          );
        throw new CurlFailure(
          23,
          build.modern
            ? `client returned ERROR on write of ${bytes.length} bytes`
            : `client returned ERROR on writing, ${bytes.length} bytes was not written`,
          false,
        );
      }
    },
  };
}
