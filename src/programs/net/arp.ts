import { defineTool } from "../lib/tool.ts";
import { neighboursOf } from "./ip-route.ts";

/** Shows who was spoken to on the link. */
export const arp = defineTool(
  {
    name: "arp",
    syntax: { short: "anevi:", long: { numeric: "n" } },
    busybox: { short: "anevi:" },
    usage: "[-vn]  [<HW>] [-i <if>] [-a] [<hostname>]",
    version: "net-tools) 2.10",
  },
  async (c) => {
    if (c.operands.length) return await c.fail("drydock: arp for one host is not simulated");
    const all = neighboursOf(c);
    const bsd = c.flavour.busybox || c.options.has("a");
    if (!bsd && all.length)
      await c.out.write("Address                  HWtype  HWaddress           Flags Mask            Iface\n");
    for (const { address, interface: name, mac } of all) {
      const host = c.options.has("n") ? undefined : c.p.reverse(address);
      if (bsd) await c.out.write(`${host ?? "?"} (${address}) at ${mac} [ether]  on ${name}\n`);
      else await c.out.write(`${(host ?? address).padEnd(24)} ether   ${mac}   C                     ${name}\n`);
    }
    return 0;
  },
);
