import type { Process } from "../../../kernel/process.ts";
import { isErrno } from "../../../std/errno.ts";
import { encode } from "../../../std/text.ts";
import { SECOND } from "../../../std/time.ts";
import { parseHttpDate } from "../../net/http/date.ts";
import type { RequestHead } from "../../net/http/message.ts";
import { percentDecode } from "../../net/http/url.ts";
import { apachePage, folderPage } from "./pages.ts";
import { forFolder, type Site, value } from "./site.ts";

export interface Answer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
  /** For the error log. */
  readonly complaint?: { readonly module: string; readonly text: string };
}

/** Types by extension, from TypesConfig and AddType. */
export type Types = ReadonlyMap<string, string>;

/** What a site answers with from its files. */
export function respond(p: Process, site: Site, types: Types, head: RequestHead, port: number): Answer {
  const [path = "/", query] = head.target.split("?", 2);
  const decoded = percentDecode(path);
  if (decoded === undefined || !decoded.startsWith("/") || decoded.split("/").includes(".."))
    return page(site, 400, head.method);
  const uri = decoded.replace(/\/+/g, "/");
  const moved = redirectOf(site, uri);
  if (moved) return page(site, moved.status, head.method, moved.to);
  if (!["GET", "HEAD", "POST", "OPTIONS"].includes(head.method)) return page(site, 405, head.method);
  const file = fileOf(site, uri);
  const rules = forFolder(site.lines, file);
  const required = rules.filter((l) => l.name === "require").at(-1);
  if (required && /^all denied$/i.test(required.args.join(" ")))
    return {
      ...page(site, 403, head.method),
      complaint: { module: "authz_core", text: `AH01630: client denied by server configuration: ${file}` },
    };
  try {
    const stat = p.files.stat(file.replace(/(.)\/$/, "$1"));
    if (stat.kind === "directory") return folder(p, site, types, head, uri, file, port, query);
    if (uri.endsWith("/")) return page(site, 404, head.method);
    return content(p, site, types, head, file);
  } catch (e) {
    if (!isErrno(e)) throw e;
    if (e.code === "EACCES")
      return {
        ...page(site, 403, head.method),
        complaint: {
          module: "core",
          text: `(13)Permission denied: AH00035: access to ${uri} denied (filesystem path '${file}') because search permissions are missing on a component of the path`,
        },
      };
    return page(site, 404, head.method, undefined);
  }
}

function redirectOf(site: Site, uri: string): { readonly status: number; readonly to: string } | undefined {
  for (const l of site.lines) {
    if (l.name !== "redirect" && l.name !== "redirectmatch") continue;
    const named: Readonly<Record<string, number>> = { permanent: 301, temp: 302, seeother: 303, gone: 410 };
    const [first = "", ...rest] = l.args;
    const status = named[first.toLowerCase()] ?? (/^\d{3}$/.test(first) ? Number(first) : undefined);
    const [from = "", to = ""] = status === undefined ? l.args : rest;
    if (l.name === "redirectmatch") {
      const m = new RegExp(from).exec(uri);
      if (m) return { status: status ?? 302, to: to.replace(/\$(\d)/g, (_, n: string) => m[Number(n)] ?? "") };
    } else if (uri === from || uri.startsWith(from.endsWith("/") ? from : `${from}/`))
      return { status: status ?? 302, to: to + uri.slice(from.length) };
  }
  return undefined;
}

function fileOf(site: Site, uri: string): string {
  for (const l of site.lines) {
    if (l.name !== "alias") continue;
    const [from = "", to = ""] = l.args;
    if (uri === from || uri.startsWith(from.endsWith("/") ? from : `${from}/`)) return to + uri.slice(from.length);
  }
  return `${(value(site.lines, "documentroot") ?? "/usr/local/apache2/htdocs").replace(/\/$/, "")}${uri}`;
}

function folder(
  p: Process,
  site: Site,
  types: Types,
  head: RequestHead,
  uri: string,
  path: string,
  port: number,
  query: string | undefined,
): Answer {
  if (!uri.endsWith("/")) {
    const host = head.headers.get("host") ?? `${site.name ?? "localhost"}${port === 80 ? "" : `:${port}`}`;
    return page(site, 301, head.method, `http://${host}${uri}/${query === undefined ? "" : `?${query}`}`);
  }
  const rules = forFolder(site.lines, path.replace(/\/$/, ""));
  const standard = site.lines.some((l) => l.name === "<php") ? ["index.php", "index.html"] : ["index.html"];
  const indexes = [...site.lines, ...rules].filter((l) => l.name === "directoryindex").at(-1)?.args ?? standard;
  for (const name of indexes) {
    const index = `${path}${name}`;
    if (p.files.exists(index)) return content(p, site, types, head, index);
  }
  const options = rules.filter((l) => l.name === "options").flatMap((l) => l.args);
  if (!options.some((o) => /^\+?(Indexes|All)$/i.test(o)))
    return {
      ...page(site, 403, head.method),
      complaint: {
        module: "autoindex",
        text: `AH01276: Cannot serve directory ${path}: No matching DirectoryIndex (${indexes.join(",")}) found, and server-generated directory index forbidden by Options directive`,
      },
    };
  const names = p.files
    .readdir(path)
    .filter((e) => !e.name.startsWith("."))
    .map((e) => (e.kind === "directory" ? `${e.name}/` : e.name));
  const body = encode(folderPage(uri, names));
  return {
    status: 200,
    headers: [
      ["Content-Length", String(body.length)],
      ["Content-Type", "text/html;charset=ISO-8859-1"],
    ],
    body,
  };
}

function content(p: Process, site: Site, types: Types, head: RequestHead, file: string): Answer {
  if (file.endsWith(".php") && site.lines.some((l) => l.name === "<php")) {
    const body = encode("drydock: PHP is not simulated\n");
    return {
      status: 500,
      headers: [
        ["Content-Length", String(body.length)],
        ["Content-Type", "text/plain"],
      ],
      body,
    };
  }
  const { mtime } = p.files.stat(file);
  const data = p.files.readFile(file);
  const etag = `"${data.length.toString(16)}-${mtime.toString(16)}"`;
  const type = types.get(file.split(".").at(-1)?.toLowerCase() ?? "");
  const modified = new Date(Math.floor(mtime / SECOND) * 1000).toUTCString();
  const since = parseHttpDate(head.headers.get("if-modified-since") ?? "");
  if (
    head.headers.get("if-none-match") === etag ||
    (!head.headers.has("if-none-match") && since !== undefined && Math.floor(mtime / SECOND) * SECOND <= since)
  )
    return {
      status: 304,
      headers: [
        ["Last-Modified", modified],
        ["ETag", etag],
        ["Accept-Ranges", "bytes"],
      ],
      body: new Uint8Array(0),
    };
  const own = site.lines
    .filter((l) => l.name === "header")
    .flatMap((l): [string, string][] =>
      /^(set|add)$/i.test(l.args[0] ?? "") ? [[l.args[1] ?? "", l.args[2] ?? ""]] : [],
    );
  const base: [string, string][] = [
    ["Last-Modified", modified],
    ["ETag", etag],
    ["Accept-Ranges", "bytes"],
  ];
  const tail: [string, string][] = type === undefined ? own : [...own, ["Content-Type", type]];
  const range = /^bytes=(\d+)-(\d*)$/.exec(head.headers.get("range") ?? "");
  if (range && Number(range[1]) < data.length) {
    const from = Number(range[1]);
    const to = Math.min(data.length - 1, range[2] === "" ? data.length - 1 : Number(range[2]));
    return {
      status: 206,
      headers: [
        ...base,
        ["Content-Length", String(to - from + 1)],
        ["Content-Range", `bytes ${from}-${to}/${data.length}`],
        ...tail,
      ],
      body: data.subarray(from, to + 1),
    };
  }
  return { status: 200, headers: [...base, ["Content-Length", String(data.length)], ...tail], body: data };
}

/** The status's page: ErrorDocument's text, or Apache's own. */
export function page(site: Site, status: number, method: string, location?: string): Answer {
  const own = site.lines.find((l) => l.name === "errordocument" && l.args[0] === String(status))?.args[1];
  const body = encode(own !== undefined && !/^(\/|https?:)/.test(own) ? own : apachePage(status, method, location));
  const head: [string, string][] = location === undefined ? [] : [["Location", location]];
  if (status === 405) head.push(["Allow", "GET,POST,OPTIONS,HEAD"]);
  return {
    status,
    headers: [...head, ["Content-Length", String(body.length)], ["Content-Type", "text/html; charset=iso-8859-1"]],
    body,
  };
}
