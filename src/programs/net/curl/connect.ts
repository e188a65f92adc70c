import { type Connection, DnsError } from "../../../kernel/network.ts";
import { isErrno } from "../../../std/errno.ts";
import type { HttpUrl } from "../http/url.ts";
import { CurlFailure } from "./failure.ts";
import type { Transfer } from "./transfer.ts";

/** Opens the connection, telling on standard error (-v) what it does. Throws CurlFailure. */
export async function open(
  t: Transfer,
  url: HttpUrl,
): Promise<{ readonly connection: Connection; readonly address: string }> {
  const { p, o } = t;
  const began = p.now();
  const shown = t.modern ? `${url.host}:${url.port}` : `${url.host} port ${url.port}`;
  const addresses = await lookUp(t, url);
  const limit = Math.min(o.connectTimeout ?? 300, o.maxTime ?? 300) * 1_000_000;
  if (!t.modern) await t.meter.begin();
  const spent = () => Math.floor((p.now() - began) / 1000);
  for (const address of addresses) {
    const spelt = address.includes(":") ? `[${address}]` : address;
    await t.say(`  Trying ${spelt}:${url.port}...`);
    const left = limit - (p.now() - began);
    try {
      return { connection: await p.connect(address, url.port, { timeout: Math.max(left, 1) }), address };
    } catch (e) {
      if (!isErrno(e)) throw e;
      if (e.code === "ETIMEDOUT" && p.now() - began >= limit)
        throw new CurlFailure(28, `Connection timed out after ${spent()} milliseconds`);
      if (e.code === "ENETUNREACH") await t.say(`Immediate connect fail for ${address}: ${e.strerror}`);
      else
        await t.say(
          `connect to ${address} port ${url.port} from ${source(t, address)} port ${t.port()} failed: ${e.strerror}`,
        );
    }
  }
  const failure = `Failed to connect to ${shown} after ${spent()} ms: Could not connect to server`;
  await t.say(failure);
  throw new CurlFailure(7, failure);
}

/** The local address that a packet there would carry. */
function source(t: Transfer, address: string): string {
  if (/^127\.|^::1$/.test(address)) return address;
  const view = t.p.network.interfaces().find((i) => i.name !== "lo");
  return view?.addresses[0]?.split("/")[0] ?? "0.0.0.0";
}

async function lookUp(t: Transfer, url: HttpUrl): Promise<readonly string[]> {
  const { p, o } = t;
  const pinned = o.resolve
    .map((r) => /^\+?([^:]+):(\d+):(.+)$/.exec(r))
    .find((m) => m?.[1] === url.host && Number(m[2]) === url.port);
  if (pinned) return (pinned[3] ?? "").split(",").map((a) => a.replace(/^\[|\]$/g, ""));
  let addresses: string[];
  try {
    addresses = await p.resolve(url.host);
  } catch (e) {
    if (!(e instanceof DnsError)) throw e;
    if (!t.modern) await t.meter.begin();
    const outside = e.code === "SERVFAIL" ? " (drydock: there is no outside network)" : "";
    await t.say(`Could not resolve host: ${url.host}`);
    throw new CurlFailure(6, `Could not resolve host: ${url.host}${outside}`, false);
  }
  if (o.flags.has("ipv4")) addresses = addresses.filter((a) => !a.includes(":"));
  if (o.flags.has("ipv6")) addresses = addresses.filter((a) => a.includes(":"));
  if (addresses.length === 0) throw new CurlFailure(6, `Could not resolve host: ${url.host}`, false);
  // IPv6 first, as a resolver sorts them.
  const sorted = [...addresses.filter((a) => a.includes(":")), ...addresses.filter((a) => !a.includes(":"))];
  if (!/^[\d.]+$|:/.test(url.host)) {
    await t.say(`Host ${url.host}:${url.port} was resolved.`);
    const family = (six: boolean) => sorted.filter((a) => a.includes(":") === six).join(", ") || "(none)";
    await t.say(`IPv6: ${family(true)}`);
    await t.say(`IPv4: ${family(false)}`);
  }
  return sorted;
}
