import type { BuildBackend, Fetched } from "../api/build.ts";
import { SystemError } from "../api/errors.ts";
import { failureOf, request } from "../kernel/http.ts";
import type { Cancel } from "../std/cancel.ts";
import type { Daemon } from "./daemon.ts";

type FetchOptions = Parameters<BuildBackend["fetch"]>[0];

const AGENT = "buildkit/v0.25";
const MAX_REDIRECTS = 10;
const URL_PARTS = /^(https?):\/\/(\[[^\]]+\]|[^/:?#]+)(?::(\d+))?(.*)$/i;

/**
 * Gets what is behind an address, from the engine's own network. Nobody speaks TLS there: a server that is asked for it
 * answers with plain words. SystemError in Go's words when there is no answer.
 */
export async function fetchURL(d: Daemon, request: FetchOptions, cancel: Cancel): Promise<Fetched> {
  let at = request.url;
  for (let count = 0; count < MAX_REDIRECTS; count++) {
    const answer = await ask(d, { ...request, url: at }, cancel);
    const location = answer.headers.get("location");
    if (location === undefined || answer.status < 300 || answer.status > 399) return answer;
    at = /^https?:/i.test(location) ? location : at.replace(/^(https?:\/\/[^/]+).*$/i, `$1${location}`);
  }
  throw new SystemError(`Get "${at}": stopped after ${MAX_REDIRECTS} redirects`);
}

async function ask(d: Daemon, { method, url, headers }: FetchOptions, cancel: Cancel): Promise<Fetched> {
  const [, scheme = "", host = "", written, rest = ""] = URL_PARTS.exec(url) ?? [];
  const secure = scheme.toLowerCase() === "https";
  const port = Number(written ?? (secure ? 443 : 80));
  const fail = (why: string) => new SystemError(`Get "${url}": ${why}`);
  try {
    const connection = await d.kernel.connect(d.kernel.network.host, host.replace(/^\[|\]$/g, ""), port, cancel);
    if (secure) {
      connection.close();
      throw fail("http: server gave HTTP response to HTTPS client");
    }
    const path = rest === "" ? "/" : rest;
    const answer = await request(connection, {
      method,
      url: `http://${host}:${port}${path}`,
      headers: [["User-Agent", AGENT], ...headers],
    });
    if (!answer.ok) throw fail("EOF");
    const fields = new Map(answer.headers.map(([name, value]) => [name.toLowerCase(), value]));
    return { status: answer.status, headers: fields, body: answer.body };
  } catch (e) {
    if (e instanceof SystemError) throw e;
    throw fail(wordsOf(d, failureOf(e), host, port));
  }
}

function wordsOf(d: Daemon, failure: ReturnType<typeof failureOf>, host: string, port: number): string {
  const address = host === "localhost" ? "127.0.0.1" : host;
  switch (failure) {
    case "NXDOMAIN":
      return `dial tcp: lookup ${host} on ${nameServer(d)}:53: no such host`;
    case "ECONNREFUSED":
      return `dial tcp ${address}:${port}: connect: connection refused`;
    case "EHOSTUNREACH":
      return `dial tcp ${address}:${port}: connect: no route to host`;
    case "ETIMEDOUT":
      return `dial tcp ${address}:${port}: i/o timeout`;
    default:
      return "EOF";
  }
}

function nameServer({ host }: Daemon): string {
  const text = host.files.exists("/etc/resolv.conf") ? host.files.readText("/etc/resolv.conf") : "";
  return /^nameserver\s+(\S+)/m.exec(text)?.[1] ?? "127.0.0.53";
}
