import { DnsError } from "../../kernel/network.ts";
import { type Call, defineTool } from "../lib/tool.ts";

/** Shows who was spoken to on the link: all, or one. */
export const arp = defineTool(
  {
    name: "arp",
    syntax: { short: "anevi:", long: { numeric: "n" } },
    busybox: { short: "anevi:" },
    usage: "[-vn]  [<HW>] [-i <if>] [-a] [<hostname>]",
    version: "net-tools) 2.10",
  },
  async (c) => {
    const [host] = c.operands;
    const wanted = host === undefined ? undefined : await addressOf(c, host);
    const known = c.p.network.neighbours();
    const all = known.filter((n) => wanted === undefined || n.address === wanted);
    const bsd = c.flavour.busybox || c.options.has("a");
    if (host !== undefined && !all.length) {
      await c.out.write(bsd ? `No match found in ${known.length} entries\n` : `${host} (${wanted}) -- no entry\n`);
      return 1;
    }
    if (!bsd && all.length)
      await c.out.write("Address                  HWtype  HWaddress           Flags Mask            Iface\n");
    for (const { address, interface: name, mac } of all) {
      const named = c.options.has("n") ? undefined : c.p.reverse(address);
      const at = mac === undefined ? "<incomplete> " : `${mac} [ether] `;
      if (bsd) await c.out.write(`${named ?? "?"} (${address}) at ${at} on ${name}\n`);
      else {
        const link = mac === undefined ? "        (incomplete)       " : `ether   ${mac}   C`;
        await c.out.write(`${(named ?? address).padEnd(24)} ${link.padEnd(48)}${name}\n`);
      }
    }
    return 0;
  },
);

async function addressOf(c: Call, host: string): Promise<string> {
  try {
    return (await c.p.resolve(host))[0] ?? host;
  } catch (e) {
    if (!(e instanceof DnsError)) throw e;
    return await c.fail(`${host}: Unknown host`);
  }
}
