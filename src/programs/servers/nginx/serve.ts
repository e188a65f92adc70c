import { encode } from "../../../std/text.ts";
import { Headers } from "../../net/http/headers.ts";
import { allowed, authorised, limited } from "./access.ts";
import { type Answer, complain, type Exchange, serverToken } from "./exchange.ts";
import { withinLimits } from "./limit.ts";
import { findLocation, type Location } from "./model.ts";
import type { Outcome } from "./outcome.ts";
import { errorPage } from "./pages.ts";
import { type Block, setting, settings } from "./parse.ts";
import { filePath } from "./paths.ts";
import { parseSize } from "./pattern.ts";
import { serveProxy } from "./proxy.ts";
import { runRewrites } from "./rewrite.ts";
import { serveStatic } from "./static.ts";
import { expand } from "./variables.ts";

/** Internal redirects of one request, at most. */
const MAX_REDIRECTS = 10;

/** The way of a request through nginx's phases, error pages included. */
export async function serve(x: Exchange): Promise<Answer> {
  let outcome = await phases(x, undefined);
  for (;;) {
    if ("answer" in outcome) return finished(x, outcome.answer);
    if ("redirect" in outcome) outcome = await redirect(x, outcome.redirect);
    else {
      const next = await errorOutcome(x, outcome);
      if ("answer" in next) return finished(x, next.answer);
      outcome = next;
    }
  }
}

/** While an error page is made, its status is the answer's. */
function finished(x: Exchange, answer: Answer): Answer {
  if (x.errorStatus !== undefined && answer.status !== 101) answer.status = x.errorStatus;
  return answer;
}

async function redirect(x: Exchange, to: string): Promise<Outcome> {
  x.internal = true;
  x.rewritten = true;
  if (++x.redirects > MAX_REDIRECTS) {
    await complain(x, "error", `rewrite or internal redirection cycle while internally redirecting to "${to}"`);
    x.errorStatus = undefined;
    return { answer: standardAnswer(x, 500) };
  }
  if (to.startsWith("@")) {
    const named = x.server.locations.find((l) => l.kind === "named" && l.text === to);
    if (named) return await phases(x, named);
    await complain(x, "error", `could not find named location "${to}"`);
    return { answer: standardAnswer(x, 500) };
  }
  const cut = to.indexOf("?");
  x.uri = cut < 0 ? to : to.slice(0, cut);
  if (cut >= 0) x.args = to.slice(cut + 1);
  return await phases(x, undefined);
}

/** From the server's rewrites to the content. A named location begins at its own rewrites. */
async function phases(x: Exchange, named: Location | undefined): Promise<Outcome> {
  if (!named) {
    x.block = x.server.block;
    const early = runRewrites(x, x.server.block);
    if (typeof early === "object") return early;
  }
  let before = x.uri;
  for (let rounds = 0; rounds <= MAX_REDIRECTS; rounds++) {
    const location = named && rounds === 0 ? named : findLocation(x.server.locations, x.uri);
    enter(x, location);
    if (location && !x.internal && location.block.directives.some((d) => d.name === "internal")) return { status: 404 };
    const folder = proxiedFolder(x);
    if (folder) return { status: 301, location: `${folder}${x.args ? `?${x.args}` : ""}` };
    // Other rules than the location's own hold for methods that limit_except leaves out.
    const rewritten = location && !limited(x) ? runRewrites(x, location.block) : "on";
    if (rewritten === "last") {
      before = x.uri;
      continue;
    }
    if (typeof rewritten === "object") return rewritten;
    return await content(x);
  }
  await complain(x, "error", `rewrite or internal redirection cycle while processing "${before}"`);
  return { status: 500 };
}

function enter(x: Exchange, location: Location | undefined): void {
  x.location = location;
  x.block = location?.block ?? x.server.block;
  const m = location?.pattern?.exec(x.uri);
  if (!m) return;
  x.captures = [...m];
  for (const [name, text] of Object.entries(m.groups ?? {})) x.variables.set(name, text ?? "");
}

/** `/api` where only `location /api/ { proxy_pass … }` stands: the client is sent there. */
function proxiedFolder(x: Exchange): string | undefined {
  const wanted = `${x.uri}/`;
  const there = x.server.locations.find((l) => l.kind === "prefix" && l.text === wanted);
  if (!there?.block.directives.some((d) => d.name === "proxy_pass") || x.location?.text === x.uri) return undefined;
  return wanted;
}

async function content(x: Exchange): Promise<Outcome> {
  const limit = parseSize(setting(x.block, "client_max_body_size")?.[0] ?? "1m") ?? 1024 ** 2;
  if (limit > 0 && (x.bodyLength ?? 0) > limit) {
    await complain(x, "error", `client intended to send too large body: ${x.bodyLength} bytes`);
    return { status: 413 };
  }
  const refused = (await withinLimits(x)) ?? (await allowed(x)) ?? (await authorised(x));
  if (refused) return refused;
  const tried = await tryFiles(x);
  if (tried) return tried;
  const pass = own(x, "proxy_pass");
  if (pass) return await serveProxy(x, pass);
  if (own(x, "stub_status") !== undefined) return { answer: stubStatus(x) };
  return await serveStatic(x);
}

/** A handler's directive: not inherited by locations inside, but by an `if` from its location. */
function own(x: Exchange, name: string): string | undefined {
  for (let b: Block | undefined = x.block; b; b = b.parent) {
    const d = b.directives.find((e) => e.name === name);
    if (d) return d.args[0] ?? "";
    if (b.kind !== "i" && !(b.kind === "l" && b.args.length === 1 && b.parent?.kind === "l")) return undefined;
  }
  return undefined;
}

/** The first of the files that is there; the last word is where to go when none is. */
async function tryFiles(x: Exchange): Promise<Outcome | undefined> {
  const words =
    x.block.directives.find((d) => d.name === "try_files")?.args ??
    x.location?.block.directives.find((d) => d.name === "try_files")?.args ??
    (x.location ? undefined : setting(x.block, "try_files"));
  if (!words) return undefined;
  for (const word of words.slice(0, -1)) {
    const name = expand(x, word);
    const wantsFolder = name.endsWith("/");
    const path = filePath(x, name.startsWith("/") ? name : `/${name}`).replace(/\/$/, "");
    if (!x.p.files.exists(path || "/") || (x.p.files.stat(path || "/").kind === "directory") !== wantsFolder) continue;
    if (name !== x.uri) x.rewritten = true;
    x.uri = wantsFolder && !x.uri.endsWith("/") && name === `${x.uri}/` ? x.uri : name;
    return undefined;
  }
  const last = words.at(-1) ?? "";
  if (/^=\d+$/.test(last)) return { status: Number(last.slice(1)) };
  return { redirect: expand(x, last) };
}

function stubStatus(x: Exchange): Answer {
  const n = x.connection.number;
  const text = `Active connections: 1 \nserver accepts handled requests\n ${n} ${n} ${n} \nReading: 0 Writing: 1 Waiting: 0 \n`;
  return { status: 200, type: "text/plain", length: text.length, headers: new Headers(), body: encode(text) };
}

/** After these nginx closes the connection. */
const CLOSING: ReadonlySet<number> = new Set([400, 413, 414, 500, 501]);

/** What `error_page` says for the status, else nginx's own page. */
async function errorOutcome(x: Exchange, failed: Extract<Outcome, { status: number }>): Promise<Outcome> {
  const { status } = failed;
  if (CLOSING.has(status)) x.closes = true;
  const page =
    x.errorStatus === undefined
      ? settings(x.block, "error_page").find((d) => d.args.slice(0, -1).includes(String(status)))
      : undefined;
  if (!page || (status < 300 && status !== 200)) {
    // An error page that fails itself: the first status stays, but for what the client must be told.
    const shown = x.errorStatus !== undefined && failed.location === undefined ? x.errorStatus : status;
    x.errorStatus = undefined;
    return { answer: standardAnswer(x, shown, failed.location, failed.extra) };
  }
  const uri = expand(x, page.args.at(-1) ?? "");
  const mark = page.args.slice(0, -1).find((a) => a.startsWith("="));
  if (!/^[/@]/.test(uri)) return { answer: standardAnswer(x, mark && mark !== "=" ? Number(mark.slice(1)) : 302, uri) };
  // `=` alone leaves the status to what answers.
  if (mark !== "=") x.errorStatus = mark ? Number(mark.slice(1)) : status;
  if (x.method !== "HEAD") x.method = "GET";
  return { redirect: uri };
}

/** nginx's own page. */
export function standardAnswer(
  x: Exchange,
  status: number,
  location?: string,
  extra: readonly (readonly [string, string])[] = [],
): Answer {
  const agent = x.head.headers.get("user-agent") ?? "";
  const padded = setting(x.block, "msie_padding")?.[0] !== "off" && /Chrome\/|MSIE /.test(agent);
  const page = errorPage(status, serverToken(x), padded);
  const headers = new Headers(extra);
  if (page === undefined)
    return { status, location, headers, length: status === 204 || status === 304 ? undefined : 0 };
  const body = encode(page);
  return { status, type: "text/html", length: body.length, location, headers, body };
}
