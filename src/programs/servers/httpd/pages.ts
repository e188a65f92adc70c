import { encode } from "../../../std/text.ts";
import { reasonPhrase } from "../../net/http/status.ts";
import { type Answer, type Ask, lastOf } from "./ask.ts";

const TEXTS: Readonly<Record<number, string>> = {
  400: "Your browser sent a request that this server could not understand.<br />\n",
  401: "This server could not verify that you\nare authorized to access the document\nrequested.  Either you supplied the wrong\ncredentials (e.g., bad password), or your\nbrowser doesn't understand how to supply\nthe credentials required.",
  403: "You don't have permission to access this resource.",
  404: "The requested URL was not found on this server.",
  410: "The requested resource is no longer available on this server and there is no forwarding address.\nPlease remove all references to this resource.",
  412: "The precondition on the request for this URL evaluated to false.",
  416: "None of the range-specifier values in the Range\nrequest-header field overlap the current extent\nof the selected resource.",
  502: "The proxy server received an invalid\nresponse from an upstream server.<br />\n",
  503: "The server is temporarily unable to service your\nrequest due to maintenance downtime or capacity\nproblems. Please try again later.",
};
const TITLES: Readonly<Record<number, string>> = { 416: "Requested Range Not Satisfiable" };

export const reasonOf = (status: number) => TITLES[status] ?? reasonPhrase(status);

/** Behind these the server hangs up. */
const CLOSING = new Set([400, 408, 413, 414, 500, 501, 503]);

/** Carries a request out anew under another path: what ErrorDocument leads to. */
export type Elsewhere = (a: Ask, path: string) => Promise<Answer>;

/** The status's page: what ErrorDocument says, or Apache's own. */
export async function page(
  a: Ask,
  status: number,
  location?: string,
  more: readonly (readonly [string, string])[] = [],
  elsewhere?: Elsewhere,
): Promise<Answer> {
  const own = linesFor(a, status);
  const head: [string, string][] = more.map(([n, v]) => [n, v]);
  if (location !== undefined) head.push(["Location", location]);
  if (status === 405 || status === 501) head.push(["Allow", allowed(a)]);
  const close = CLOSING.has(status) ? { close: true } : {};
  if (own !== undefined && own.startsWith("/") && elsewhere && a.turns < 10) {
    const made = await elsewhere(a, own);
    if (made.status === 200) return { ...made, status, headers: [...head, ...made.headers] };
  } else if (own !== undefined && /^https?:\/\//.test(own)) return standard(a, 302, own, [["Location", own]], {});
  if (own !== undefined && !/^(\/|https?:)/.test(own) && own.toLowerCase() !== "default")
    return text(status, own, head, close);
  return standard(a, status, location, head, close);
}

function allowed(a: Ask): string {
  const trace = !/^off$/i.test(lastOf(a, "traceenable")?.args[0] ?? "on");
  return a.head.method === "TRACE" ? "" : `GET,POST,OPTIONS,HEAD${trace ? ",TRACE" : ""}`;
}

function linesFor(a: Ask, status: number): string | undefined {
  const all = [...a.site.lines, ...a.groups.flatMap((g) => g.lines)];
  return all.filter((l) => l.name === "errordocument" && l.args[0] === String(status)).at(-1)?.args[1];
}

type Close = { readonly close?: boolean };

function text(status: number, body: string, head: readonly [string, string][], close: Close): Answer {
  const bytes = encode(body);
  return {
    status,
    headers: [...head, ["Content-Length", String(bytes.length)], ["Content-Type", "text/html; charset=iso-8859-1"]],
    body: bytes,
    ...close,
  };
}

function standard(
  a: Ask,
  status: number,
  location: string | undefined,
  head: readonly [string, string][],
  close: Close,
): Answer {
  const title = status === 503 ? "Service Unavailable" : reasonOf(status);
  const body = `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>${status} ${title}</title>\n</head><body>\n<h1>${title}</h1>\n${said(a, status, location)}${signature(a)}</body></html>\n`;
  return text(status, body, head, close);
}

function said(a: Ask, status: number, location: string | undefined): string {
  if (status === 303)
    return `<p>The answer to your request is located <a href="${escaped(location ?? "")}">here</a>.</p>\n`;
  if (location !== undefined) return `<p>The document has moved <a href="${escaped(location)}">here</a>.</p>\n`;
  if (status === 405) return `<p>The requested method ${escaped(a.head.method)} is not allowed for this URL.</p>\n`;
  if (status === 501) return `<p>${escaped(a.head.method)} not supported for current URL.<br />\n</p>\n`;
  if (status !== 500) return `<p>${TEXTS[status] ?? ""}</p>\n`;
  const admin = a.site.lines.filter((l) => l.name === "serveradmin").at(-1)?.args[0] ?? "[no address given]";
  return `<p>The server encountered an internal error or\nmisconfiguration and was unable to complete\nyour request.</p>\n<p>Please contact the server administrator at \n ${admin} to inform them of the time this error occurred,\n and the actions you performed just before this error.</p>\n<p>More information about this error may be available\nin the server error log.</p>\n`;
}

/** ServerSignature: who speaks, below pages that the server makes. */
export function signature(a: Ask): string {
  const how = (lastOf(a, "serversignature")?.args[0] ?? "off").toLowerCase();
  if (how === "off") return "";
  const name = hostName(a);
  const admin = a.site.lines.filter((l) => l.name === "serveradmin").at(-1)?.args[0] ?? "";
  const shown = how === "email" ? `<a href="mailto:${admin}">${name}</a>` : name;
  return `<hr>\n<address>${a.banner} Server at ${shown} Port ${portOf(a)}</address>\n`;
}

/** The name that the client asked for, or the server's own. */
export function hostName(a: Ask): string {
  return (a.head.headers.get("host") ?? "").replace(/:\d+$/, "") || a.site.name || "localhost";
}

export function portOf(a: Ask): number {
  const given = /:(\d+)$/.exec(a.head.headers.get("host") ?? "")?.[1];
  return given !== undefined ? Number(given) : a.head.headers.has("host") ? 80 : a.port;
}

/** A path of this server as a whole URL. */
export function ownUrl(a: Ask, path: string): string {
  const port = portOf(a);
  return `http://${hostName(a)}${port === 80 ? "" : `:${port}`}${path}`;
}

export const escaped = (t: string) =>
  t.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
