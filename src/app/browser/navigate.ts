import type { FetchRequest, FetchResponse, MachineClient } from "../../machine/types.ts";
import type { CookieJar } from "./cookies.ts";

export interface Visit {
  readonly method: string;
  readonly url: string;
  readonly body?: Uint8Array;
  readonly contentType?: string;
}

/** Where a visit ended: the last address, and what it answered. */
export interface Arrival {
  readonly url: string;
  readonly method: string;
  readonly response: FetchResponse | { readonly ok: false; readonly error: "TOO_MANY_REDIRECTS" | "UNSUPPORTED" };
}

const MOST_REDIRECTS = 20;

/** What is typed in the address bar as an address: `localhost:3000` gets its scheme; undefined when it is none of ours. */
export function addressOf(typed: string): string | undefined {
  const text = typed.trim();
  if (text === "") return undefined;
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  try {
    return new URL(url).href;
  } catch {
    return undefined;
  }
}

/** Asks through the simulated network, as a browser on the host would: with cookies, following redirects. */
export async function visit(client: MachineClient, jar: CookieJar, wanted: Visit): Promise<Arrival> {
  let { method, url, body } = wanted;
  for (let i = 0; i < MOST_REDIRECTS; i++) {
    const { protocol, host } = new URL(url);
    if (protocol !== "http:") return { url, method, response: { ok: false, error: "UNSUPPORTED" } };
    const response = await client.fetch(requestOf(jar, host, method, url, body, wanted.contentType));
    if (!response.ok) return { url, method, response };
    for (const [name, value] of response.headers) if (name.toLowerCase() === "set-cookie") jar.store(host, value);
    const location = response.headers.find(([name]) => name.toLowerCase() === "location")?.[1];
    if (location === undefined || response.status < 300 || response.status > 399) return { url, method, response };
    url = new URL(location, url).href;
    // 307 and 308 keep the method; after the others a browser asks with GET.
    if (response.status !== 307 && response.status !== 308 && method !== "HEAD") {
      method = "GET";
      body = undefined;
    }
  }
  return { url, method, response: { ok: false, error: "TOO_MANY_REDIRECTS" } };
}

function requestOf(
  jar: CookieJar,
  host: string,
  method: string,
  url: string,
  body: Uint8Array | undefined,
  type: string | undefined,
): FetchRequest {
  const cookie = jar.header(host);
  const headers: [string, string][] = [
    [
      "User-Agent",
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
    ],
    ["Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"],
    ["Accept-Language", "en-US,en;q=0.9"],
  ];
  if (cookie !== undefined) headers.push(["Cookie", cookie]);
  if (body && type !== undefined) headers.push(["Content-Type", type]);
  return { method, url, headers, ...(body ? { body } : {}) };
}
