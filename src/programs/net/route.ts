import { CAP, capable } from "../../filesystem/permissions.ts";
import { type Call, defineTool } from "../lib/tool.ts";
import { maskOf } from "./lib/address.ts";

/** Shows the routing table. Changing it is not simulated. */
export const route = defineTool(
  {
    name: "route",
    syntax: { short: "nevFC", long: { numeric: "n" } },
    busybox: { short: "neA:" },
    usage: "[-nNvee] [-FC] [<AF>]",
    version: "net-tools) 2.10",
  },
  async (c) => {
    if (c.operands.length && !capable(c.p.credentials, CAP.NET_ADMIN))
      return await c.fail(`${c.operands[0] === "del" ? "SIOCDELRT" : "SIOCADDRT"}: Operation not permitted`);
    if (c.operands.length) return await c.fail("drydock: changing routes is not simulated");
    await showTable(c, c.options.has("n"), c.options.has("e"));
    return 0;
  },
);

/** `route`, and with other columns `netstat -r`. */
export async function showTable(c: Call, numeric: boolean, windows: boolean): Promise<void> {
  const columns = windows ? "Flags   MSS Window  irtt Iface" : "Flags Metric Ref    Use Iface";
  await c.out.write(`Kernel IP routing table\nDestination     Gateway         Genmask         ${columns}\n`);
  for (const r of c.p.network.routes()) {
    const [base = "", length = "0"] =
      r.destination === "default" ? [numeric ? "0.0.0.0" : "default"] : r.destination.split("/");
    const none = numeric ? "0.0.0.0" : c.flavour.busybox ? "*" : "0.0.0.0";
    const gateway = r.gateway === "" ? none : r.gateway;
    const flags = r.gateway === "" ? "U" : "UG";
    const tail = windows
      ? `${flags.padEnd(7)}   0 0          0 ${r.interface}`
      : `${flags.padEnd(5)} 0      0        0 ${r.interface}`;
    await c.out.write(`${base.padEnd(15)} ${gateway.padEnd(15)} ${maskOf(Number(length)).padEnd(15)} ${tail}\n`);
  }
}
