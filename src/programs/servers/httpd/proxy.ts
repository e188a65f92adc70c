import { DnsError } from "../../../kernel/network.ts";
import type { Process } from "../../../kernel/process.ts";
import { isErrno } from "../../../std/errno.ts";
import { type Reader, readAll } from "../../../std/stream.ts";
import { Headers } from "../../net/http/headers.ts";
import { ProtocolError, type RequestHead } from "../../net/http/message.ts";
import { hostHeader, parseHttpUrl } from "../../net/http/url.ts";
import { fetchFrom } from "../../net/lib/fetch.ts";
import { type Answer, page } from "./respond.ts";
import type { Site } from "./site.ts";

/** `ProxyPass /path http://other/`: the other's answer; undefined where no rule fits. */
export async function proxied(
  p: Process,
  site: Site,
  head: RequestHead,
  body: Reader,
  client: string,
): Promise<Answer | undefined> {
  const rule = site.lines.find((l) => l.name === "proxypass" && head.target.startsWith(l.args[0] ?? "/"));
  if (!rule || rule.args[1] === "!") return undefined;
  const [from = "/", to = ""] = rule.args;
  const url = parseHttpUrl(`${to}${head.target.slice(from.length)}`);
  if (!url) return page(site, 500, head.method);
  const headers = new Headers([["Host", hostHeader(url)]]);
  for (const [name, value] of head.headers.entries())
    if (!/^(host|connection|keep-alive|te|transfer-encoding|upgrade|content-length)$/i.test(name))
      headers.append(name, value);
  headers.append("X-Forwarded-For", client);
  headers.append("X-Forwarded-Host", head.headers.get("host") ?? "");
  const sent = await readAll(body);
  if (sent.length) headers.append("Content-Length", String(sent.length));
  headers.append("Connection", "close");
  try {
    const [address] = await p.resolve(url.host);
    const found =
      address === undefined
        ? undefined
        : await fetchFrom(p, address, url.port, { method: head.method, target: url.target, headers, body: sent });
    if (!found) return page(site, 502, head.method);
    const data = await readAll(found.body);
    found.close();
    const passed = found.head.headers
      .entries()
      .filter(([n]) => !/^(date|server|connection|keep-alive|transfer-encoding|content-length)$/i.test(n));
    return {
      status: found.head.status,
      headers: [
        ...passed,
        [
          "Content-Length",
          head.method === "HEAD" ? (found.head.headers.get("content-length") ?? "0") : String(data.length),
        ],
      ],
      body: data,
    };
  } catch (e) {
    if (e instanceof DnsError)
      return {
        ...page(site, 502, head.method),
        complaint: { module: "proxy", text: `AH00898: DNS lookup failure for: ${url.host} returned by ${head.target}` },
      };
    if (e instanceof ProtocolError) return page(site, 502, head.method);
    if (!isErrno(e)) throw e;
    return {
      ...page(site, 503, head.method),
      complaint: {
        module: "proxy",
        text: `(111)${e.strerror}: AH00957: http: attempt to connect to ${url.host}:${url.port} failed`,
      },
    };
  }
}
