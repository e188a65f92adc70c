import { isErrno } from "../../std/errno.ts";
import { SECOND } from "../../std/time.ts";
import { type Call, defineTool } from "../lib/tool.ts";
import { inNet } from "./lib/address.ts";
import { lookUp } from "./lib/resolve.ts";

/** The way of a packet: at most over the gateway. */
export const traceroute = defineTool(
  {
    name: "traceroute",
    syntax: { short: "46nm:q:w:f:" },
    busybox: { short: "46Flnrvf:m:q:p:t:w:s:i:z:" },
    usage: "[ -46n ] [ -m max_ttl ] [ -q nqueries ] [ -w wait ] host",
    version: "traceroute) 2.1.6",
  },
  async (c) => {
    const [host] = c.operands;
    if (host === undefined) return await c.badUsage('Specify "host" missing argument.');
    const address = (await lookUp(c.p, host))?.[0];
    if (address === undefined) {
      if (c.flavour.busybox) return await c.fail(`bad address '${host}'`);
      return await c.fail(
        `${host}: Name or service not known\nCannot handle "host" cmdline arg \`${host}' on position 1 (argc 1)`,
        2,
      );
    }
    const hops = Number(c.options.value("m") ?? 30);
    await c.p.write(
      1,
      `traceroute to ${host} (${address}), ${hops} hops max, ${c.flavour.busybox ? 46 : 60} byte packets\n`,
    );
    const direct =
      address.startsWith("127.") || c.p.network.routes().some((r) => r.gateway === "" && inNet(address, r.destination));
    const gateway = c.p.network.routes().find((r) => r.gateway !== "")?.gateway;
    try {
      if (direct) return (await hop(c, 1, address)) ? 0 : await silence(c, 2, hops);
      if (gateway === undefined) return await c.fail("sendto: Network is unreachable");
      await hop(c, 1, gateway);
      return (await hop(c, 2, address)) ? 0 : await silence(c, 3, hops);
    } catch (e) {
      if (!isErrno(e)) throw e;
      return await c.fail(`sendto: ${e.strerror}`);
    }
  },
);

/** One line; false when nobody answered. */
async function hop(c: Call, number: number, address: string): Promise<boolean> {
  const queries = Number(c.options.value("q") ?? 3);
  const wait = Number(c.options.value("w") ?? (c.flavour.busybox ? 3 : 5)) * SECOND;
  const name = c.options.has("n") ? undefined : (c.p.reverse(address) ?? address);
  let line = "";
  let known = false;
  for (let n = 0; n < queries; n++) {
    const time = await c.p.ping(address, wait);
    if (time === undefined) line += c.flavour.busybox ? "  *" : " *";
    else {
      if (!known) line += name === undefined ? `  ${address}` : `  ${name} (${address})`;
      known = true;
      line += `  ${(time / 1000).toFixed(3)} ms`;
    }
  }
  await c.p.write(1, `${String(number).padStart(2)}${line}\n`);
  return known;
}

/** Beyond the last one that answers nobody does, up to the last hop. */
async function silence(c: Call, from: number, to: number): Promise<number> {
  for (let n = from; n <= to; n++) await hop(c, n, "192.0.2.1");
  return 0;
}
