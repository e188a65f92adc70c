import { isErrno } from "../../../std/errno.ts";
import type { Reader } from "../../../std/stream.ts";
import { encode } from "../../../std/text.ts";
import { percentDecode } from "../../net/http/url.ts";
import { refused } from "./access.ts";
import { type Answer, type Ask, lastOf, linesOf } from "./ask.ts";
import { folderList } from "./autoindex.ts";
import { SyntaxProblem } from "./config.ts";
import { content } from "./content.ts";
import { indexNames, listed } from "./directory-rules.ts";
import { environment } from "./environment.ts";
import { withHeaders } from "./header-rules.ts";
import { ownUrl, page as plainPage } from "./pages.ts";
import { proxied, proxyTarget } from "./proxy.ts";
import { mapped, redirected } from "./redirect.ts";
import { type Rewritten, rewritten } from "./rewrite.ts";
import { groupsFor } from "./rules.ts";
import { isOn } from "./site.ts";

const METHODS =
  /^(GET|HEAD|POST|PUT|DELETE|CONNECT|OPTIONS|TRACE|PATCH|PROPFIND|PROPPATCH|MKCOL|COPY|MOVE|LOCK|UNLOCK|REPORT|SEARCH)$/;

/** A page for a status; ErrorDocument may lead to a path of this server. */
const page = (a: Ask, status: number, location?: string, more: readonly (readonly [string, string])[] = []) =>
  plainPage(a, status, location, more, elsewhere);

async function elsewhere(a: Ask, path: string): Promise<Answer> {
  const [uri = "/", query] = path.split(/\?(.*)/s);
  const inner: Ask = {
    ...a,
    uri,
    query,
    file: "",
    groups: [],
    turns: a.turns + 5,
    head: { ...a.head, method: a.head.method === "HEAD" ? "HEAD" : "GET" },
  };
  return await walked(inner, undefined);
}

/** Answers a request. */
export async function handle(a: Ask, body: Reader): Promise<Answer> {
  const answer = await first(a, body);
  return withHeaders(a, answer);
}

async function first(a: Ask, body: Reader): Promise<Answer> {
  const [path = "/"] = a.head.target.split("?", 1);
  const decoded = percentDecode(path);
  if (!METHODS.test(a.head.method)) {
    await a.complain(
      "core",
      "error",
      `AH00135: Invalid method in request ${a.head.method} ${a.head.target} HTTP/${a.head.version}`,
    );
    return await page(a, 501);
  }
  if (decoded === undefined || !(decoded.startsWith("/") || decoded === "*")) return await page(a, 400);
  if (climbs(decoded)) {
    await a.complain("core", "error", `AH10244: invalid URI path (${path})`);
    return await page(a, 400);
  }
  if (a.head.version === "1.1" && !a.head.headers.has("host")) {
    await a.complain(
      "core",
      "error",
      "AH00550: client sent HTTP/1.1 request without hostname (see RFC2616 section 14.23): ",
    );
    return await page(a, 400);
  }
  a.uri = decoded.replace(/\/+/g, "/").replace(/\/\.(?=\/|$)/g, "");
  environment(a);
  return await walked(a, body);
}

/** Whether `..` leads out of the root. */
function climbs(path: string): boolean {
  let depth = 0;
  for (const part of path.split("/")) {
    if (part === "..") depth--;
    else if (part !== "" && part !== ".") depth++;
    if (depth < 0) return true;
  }
  return false;
}

/** From the path to the answer; what is sent on within the server begins here again. */
async function walked(a: Ask, body: Reader | undefined): Promise<Answer> {
  if (a.turns > 10) {
    await a.complain(
      "core",
      "error",
      "AH00124: Request exceeded the limit of 10 internal redirects due to probable configuration error. Use 'LimitInternalRecursion' to increase the limit if necessary. Use 'LogLevel debug' to get a backtrace.",
    );
    return await page(a, 500);
  }
  a.file = "";
  const outside = a.turns === 0 ? rewritten(a.site.own, a, undefined) : ({ kind: "same" } as const);
  const made = await followed(a, outside, body, true);
  if (made) return made;
  const target = proxyTarget(a);
  const moved = target === undefined ? redirected(a.site.lines, a) : undefined;
  const { file, script } = mapped(a.site.lines, a.uri, a.config.root);
  a.file = target === undefined ? reached(a, collapsed(file)) : `proxy:${target}`;
  try {
    a.groups = groupsFor(a);
  } catch (e) {
    if (!(e instanceof SyntaxProblem)) throw e;
    await a.complain("core", "alert", `${accessFileIn(a)}: ${e.message}`);
    return await page(a, 500);
  }
  if (moved) return await sendAway(a, moved.status, moved.to);
  if (target !== undefined) return (await refused(a)) ?? (await proxied(a, target, body ?? { read: async () => null }));
  if (a.head.method === "TRACE") return await traced(a);
  const no = await refused(a);
  if (no) return no.status === 403 || no.status === 401 ? await repaged(a, no) : no;
  const within = await inFolders(a, body);
  if (within) return within;
  if (script) return await scripted(a);
  return await answered(a, file);
}

/** The page of a refusal, with ErrorDocument's say. */
async function repaged(a: Ask, no: Answer): Promise<Answer> {
  return await page(
    a,
    no.status,
    undefined,
    no.headers.filter(([n]) => n === "WWW-Authenticate"),
  );
}

/** The path as far as it is there: up to the first name that nothing has. */
function reached(a: Ask, file: string): string {
  const parts = file.split("/");
  for (let i = 2; i < parts.length; i++) {
    const path = parts.slice(0, i).join("/");
    if (path !== "" && !a.p.files.exists(path)) return path;
  }
  return file;
}

const collapsed = (path: string) => path.replace(/\/+/g, "/");

function accessFileIn(a: Ask): string {
  const parts = a.file.split("/");
  for (let i = parts.length; i > 0; i--) {
    const path = `${parts.slice(0, i).join("/")}/.htaccess`;
    if (a.p.files.exists(path)) return path;
  }
  return ".htaccess";
}

async function traced(a: Ask): Promise<Answer> {
  if (/^off$/i.test(lastOf(a, "traceenable")?.args[0] ?? "on")) return await page(a, 405);
  const lines = a.head.headers.entries().map(([n, v]) => `${n}: ${v}\r\n`);
  const body = encode(`TRACE ${a.head.target} HTTP/${a.head.version}\r\n${[...lines].join("")}\r\n`);
  return {
    status: 200,
    headers: [
      ["Transfer-Encoding", "chunked"],
      ["Content-Type", "message/http"],
    ],
    body,
  };
}

async function sendAway(a: Ask, status: number, to: string | undefined): Promise<Answer> {
  if (status < 300 || status > 399 || to === undefined) return await page(a, status);
  return await page(a, status, to.startsWith("/") ? ownUrl(a, to) : to);
}

/** What rewriting has come to, carried out; undefined: go on. */
async function followed(a: Ask, r: Rewritten, body: Reader | undefined, outside: boolean): Promise<Answer | undefined> {
  switch (r.kind) {
    case "same":
      return undefined;
    case "status":
      return await page(a, r.status);
    case "redirect":
      return await sendAway(a, r.status, r.to);
    case "proxy":
      return await proxied(a, r.to, body ?? { read: async () => null });
    case "path":
      a.uri = r.path.startsWith("/") ? r.path : `/${r.path}`;
      a.query = r.query;
      if (outside) return undefined;
      a.turns++;
      return await walked(a, body);
  }
}

/** Redirect and RewriteRule of <Directory> and .htaccess. */
async function inFolders(a: Ask, body: Reader | undefined): Promise<Answer | undefined> {
  for (const g of a.groups) {
    const moved = redirected(g.lines, a);
    if (moved) return await sendAway(a, moved.status, moved.to);
  }
  const group = a.groups.findLast((g) => g.folder !== undefined && g.lines.some((l) => l.name === "rewriteengine"));
  if (group?.folder === undefined) return undefined;
  const rest = a.file.slice(group.folder.length).replace(/^\//, "");
  const uri = a.uri.endsWith(rest) ? a.uri.slice(0, a.uri.length - rest.length) : "/";
  const before = a.uri;
  const r = rewritten(group.lines, a, { path: group.folder, uri: uri.replace(/\/$/, "") || "" });
  if (r.kind === "path" && (r.path.startsWith("/") ? r.path : `/${r.path}`) === before) {
    a.query = r.query;
    return undefined;
  }
  return await followed(a, r, body, false);
}

async function scripted(a: Ask): Promise<Answer> {
  const body = encode("drydock: CGI scripts are not simulated\n");
  await a.complain("core", "error", "drydock: CGI scripts are not simulated");
  return {
    status: 500,
    headers: [
      ["Content-Length", String(body.length)],
      ["Content-Type", "text/plain"],
    ],
    body,
  };
}

async function answered(a: Ask, file: string): Promise<Answer> {
  try {
    const stat = a.p.files.stat(file.replace(/(.)\/$/, "$1"));
    if (stat.kind === "directory") return await folder(a, file);
    if (a.uri.endsWith("/")) return await page(a, 404);
    const made = await method(a);
    if (made) return made;
    const handler = lastOf(a, "sethandler")?.args[0];
    if (handler !== undefined && !/^none$/i.test(handler) && handler !== "default-handler") return handled(handler);
    if (file.endsWith(".php") && a.config.modules.some((m) => m.startsWith("php")))
      return handled("application/x-httpd-php");
    return await content(a, file);
  } catch (e) {
    if (!isErrno(e)) throw e;
    const handler = lastOf(a, "sethandler")?.args[0];
    if (handler === "server-status" || handler === "server-info") return handled(handler);
    if (e.code === "EACCES") {
      const why = `(13)Permission denied: AH00035: access to ${a.uri} denied (filesystem path '${file}') because search permissions are missing on a component of the path`;
      await a.complain("core", "error", why);
      return await page(a, 403);
    }
    const fallback = lastOf(a, "fallbackresource")?.args[0];
    if (fallback !== undefined && !/^disabled$/i.test(fallback) && a.uri !== fallback) {
      a.turns++;
      a.uri = fallback;
      return await walked(a, undefined);
    }
    return await page(a, 404);
  }
}

/** What is done with a method that reads nothing. */
async function method(a: Ask): Promise<Answer | undefined> {
  const { method: m } = a.head;
  if (m === "OPTIONS") {
    const trace = !/^off$/i.test(lastOf(a, "traceenable")?.args[0] ?? "on");
    const allow = `GET,POST,OPTIONS,HEAD${trace ? ",TRACE" : ""}`;
    return {
      status: 200,
      headers: [["Allow", allow], ["Content-Length", "0"], ...typeHeader(a)],
      body: new Uint8Array(0),
    };
  }
  return /^(GET|HEAD|POST)$/.test(m) ? undefined : await page(a, 405);
}

function typeHeader(a: Ask): [string, string][] {
  const ending = a.file.split(".").at(-1)?.toLowerCase() ?? "";
  const type = a.types.get(ending);
  return type === undefined ? [] : [["Content-Type", type]];
}

function handled(handler: string): Answer {
  const what = /php/.test(handler) ? "PHP" : `Apache's handler ${handler}`;
  const body = encode(`drydock: ${what} is not simulated\n`);
  return {
    status: 500,
    headers: [
      ["Content-Length", String(body.length)],
      ["Content-Type", "text/plain"],
    ],
    body,
  };
}

async function folder(a: Ask, path: string): Promise<Answer> {
  if (!a.uri.endsWith("/") && isOn(linesOf(a), "directoryslash", true))
    return await page(a, 301, `${ownUrl(a, encodeURI(a.uri))}/${a.query === undefined ? "" : `?${a.query}`}`);
  const indexes = a.config.modules.includes("dir") ? (a.uri.endsWith("/") ? indexNames(a) : []) : [];
  for (const name of indexes) {
    const file = name.startsWith("/") ? mapped(a.site.lines, name, a.config.root).file : `${path}${name}`;
    if (!a.p.files.exists(file) || a.p.files.stat(file).kind !== "file") continue;
    const inner: Ask = { ...a, file, groups: [] };
    inner.groups = groupsFor(inner);
    a.groups = inner.groups;
    a.file = file;
    return (await method(inner)) ?? (await answered({ ...inner, uri: a.uri.replace(/\/$/, "/x") }, file));
  }
  const fallback = lastOf(a, "fallbackresource")?.args[0];
  if (fallback !== undefined && !/^disabled$/i.test(fallback)) {
    a.turns++;
    a.uri = fallback;
    return await walked(a, undefined);
  }
  const made = await method(a);
  if (made) return made;
  if (!a.config.modules.includes("autoindex")) return await page(a, 404);
  if (!listed(a)) {
    const shown = path.endsWith("/") ? path : `${path}/`;
    await a.complain(
      "autoindex",
      "error",
      `AH01276: Cannot serve directory ${shown}: No matching DirectoryIndex (${indexes.join(",")}) found, and server-generated directory index forbidden by Options directive`,
    );
    return await page(a, 403);
  }
  return await folderList(a, path.endsWith("/") ? path : `${path}/`);
}
