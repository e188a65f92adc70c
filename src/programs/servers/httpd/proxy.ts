import { DnsError } from "../../../kernel/network.ts";
import { isErrno } from "../../../std/errno.ts";
import { type Reader, readAll } from "../../../std/stream.ts";
import { Headers } from "../../net/http/headers.ts";
import { ProtocolError } from "../../net/http/message.ts";
import { hostHeader, parseHttpUrl } from "../../net/http/url.ts";
import { fetchFrom } from "../../net/lib/fetch.ts";
import { type Answer, type Ask, linesOf } from "./ask.ts";
import type { Line } from "./config.ts";
import { requestHeaders } from "./header-rules.ts";
import { hostName, ownUrl, page } from "./pages.ts";
import { isOn } from "./site.ts";

/** Where ProxyPass leads a path; undefined where no rule fits. */
export function proxyTarget(a: Ask): string | undefined {
  for (const l of passes(a.site.lines)) {
    const [from = "/", to = ""] = l.args;
    if (l.name === "proxypassmatch") {
      const m = new RegExp(from).exec(a.uri);
      if (m) return to === "!" ? undefined : to.replace(/\$(\d)/g, (_all, n: string) => m[Number(n)] ?? "");
    } else if (a.uri === from || a.uri.startsWith(from.endsWith("/") ? from : `${from}/`))
      return to === "!" ? undefined : to + a.uri.slice(from.length);
  }
  return undefined;
}

/** ProxyPass outside, and within <Location>, which gives it the path. */
function passes(lines: readonly Line[]): Line[] {
  return lines.flatMap((l) => {
    if (l.name === "proxypass" || l.name === "proxypassmatch") return [l];
    if (l.name !== "<location") return [];
    const [path = "/"] = l.args;
    return l.inside.filter((x) => x.name === "proxypass").map((x) => ({ ...x, args: [path, ...x.args] }));
  });
}

function reverses(lines: readonly Line[]): (readonly [from: string, to: string])[] {
  return lines.flatMap((l) => {
    if (l.name === "proxypassreverse") return [[l.args[1] ?? "", l.args[0] ?? "/"] as const];
    if (l.name !== "<location") return [];
    return l.inside
      .filter((x) => x.name === "proxypassreverse")
      .map((x) => [x.args[0] ?? "", l.args[0] ?? "/"] as const);
  });
}

/** Asks another server, and gives its answer on. */
export async function proxied(a: Ask, to: string, body: Reader): Promise<Answer> {
  const scheme = /^(\w+):/.exec(to)?.[1] ?? "";
  if (!a.config.modules.includes(`proxy_${scheme === "https" ? "http" : scheme}`)) {
    await a.complain(
      "proxy",
      "warn",
      `AH01144: No protocol handler was valid for the URL ${a.uri} (scheme '${scheme}'). If you are using a DSO version of mod_proxy, make sure the proxy submodules are included in the configuration using LoadModule.`,
    );
    return await page(a, 500);
  }
  const url = parseHttpUrl(`${encodeURI(to).replaceAll("%25", "%")}${a.query === undefined ? "" : `?${a.query}`}`);
  if (!url) return await page(a, 500);
  const own = isOn(linesOf(a), "proxypreservehost", false)
    ? (a.head.headers.get("host") ?? hostHeader(url))
    : hostHeader(url);
  const passed = a.head.headers
    .entries()
    .filter(([n]) => !/^(host|connection|keep-alive|te|transfer-encoding|upgrade|content-length|expect)$/i.test(n));
  const headers = new Headers([["Host", own], ...requestHeaders(a, passed)]);
  if (isOn(a.site.lines, "proxyaddheaders", true)) {
    const before = headers.get("x-forwarded-for");
    if (before !== undefined) headers.set("X-Forwarded-For", `${before}, ${a.client.address}`);
    else headers.append("X-Forwarded-For", a.client.address);
    headers.append("X-Forwarded-Host", a.head.headers.get("host") ?? "");
    headers.append("X-Forwarded-Server", a.site.name ?? hostName(a));
  }
  const sent = await readAll(body);
  if (sent.length) headers.append("Content-Length", String(sent.length));
  headers.append("Connection", "close");
  try {
    const [address] = await a.p.resolve(url.host);
    const found =
      address === undefined
        ? undefined
        : await fetchFrom(a.p, address, url.port, { method: a.head.method, target: url.target, headers, body: sent });
    if (!found) return await page(a, 502);
    const data = await readAll(found.body);
    found.close();
    const kept = found.head.headers
      .entries()
      .filter(([n]) => !/^(connection|keep-alive|transfer-encoding|content-length)$/i.test(n))
      .map(([n, v]): [string, string] => [n, /^(location|content-location|uri)$/i.test(n) ? reversed(a, v) : v]);
    const length = a.head.method === "HEAD" ? found.head.headers.get("content-length") : String(data.length);
    const at = kept.findIndex(([n]) => /^content-type$/i.test(n));
    const size: [string, string][] = length === undefined ? [] : [["Content-Length", length]];
    return {
      status: found.head.status,
      headers: at < 0 ? [...kept, ...size] : [...kept.slice(0, at), ...size, ...kept.slice(at)],
      body: data,
      passed: true,
    };
  } catch (e) {
    if (e instanceof DnsError) {
      await a.complain("proxy", "error", `AH00898: DNS lookup failure for: ${url.host} returned by ${a.uri}`);
      return await page(a, 502);
    }
    if (e instanceof ProtocolError) return await page(a, 502);
    if (!isErrno(e)) throw e;
    const shown = `${url.host}:${url.port}`;
    await a.complain(
      "proxy",
      "error",
      `(111)${e.strerror}: AH00957: http: attempt to connect to ${shown} (${shown}) failed`,
      true,
    );
    await a.complain("proxy_http", "error", `AH01114: HTTP: failed to make connection to backend: ${url.host}`);
    return await page(a, 503);
  }
}

/** ProxyPassReverse: the other server's name for a place, under our own. */
function reversed(a: Ask, location: string): string {
  for (const [from, to] of reverses(a.site.lines))
    if (from !== "" && location.startsWith(from)) return ownUrl(a, to + location.slice(from.length));
  return location;
}
