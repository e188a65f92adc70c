import type { Call } from "../lib/tool.ts";
import type { IpOptions } from "./ip.ts";
import { inNet } from "./lib/address.ts";

function sourceOn(c: Call, name: string): string {
  const found = c.p.network.interfaces().find((i) => i.name === name);
  return found?.addresses.find((a) => !a.includes(":"))?.split("/")[0] ?? "";
}

export async function showRoutes(c: Call, o: IpOptions, args: readonly string[]): Promise<number> {
  if (args[0] === "get") return await routeTo(c, args[1]);
  if (o.family === 6) return 0;
  // BusyBox takes `default` for the widest subnet, in which all routes lie.
  const only = args[0] === "default" && !c.flavour.busybox ? "default" : undefined;
  const subnet = args[0]?.includes("/") ? args[0] : undefined;
  for (const r of c.p.network.routes()) {
    if (only !== undefined && r.destination !== only) continue;
    if (subnet !== undefined && r.destination !== subnet) continue;
    if (r.gateway !== "") await c.out.write(`${r.destination} via ${r.gateway} dev ${r.interface} \n`);
    else if (c.flavour.busybox)
      await c.out.write(`${r.destination} dev ${r.interface} scope link  src ${sourceOn(c, r.interface)} \n`);
    else
      await c.out.write(
        `${r.destination} dev ${r.interface} proto kernel scope link src ${sourceOn(c, r.interface)} \n`,
      );
  }
  return 0;
}

async function routeTo(c: Call, address: string | undefined): Promise<number> {
  if (address === undefined || !/^\d+\.\d+\.\d+\.\d+$/.test(address)) {
    await c.p.write(
      2,
      address === undefined
        ? "need at least a destination address\n"
        : `Error: any valid prefix is expected rather than "${address}".\n`,
    );
    return 1;
  }
  const gap = c.flavour.busybox ? "  " : " ";
  const uid = c.flavour.busybox ? "" : `uid ${c.p.credentials.uid} `;
  const own = c.p.network.interfaces().find((i) => i.addresses.some((a) => a.split("/")[0] === address));
  if (address.startsWith("127.") || own) {
    await c.out.write(`local ${address} dev lo${gap}src ${address} ${uid}\n    cache <local> \n`);
    return 0;
  }
  const routes = c.p.network.routes();
  const found =
    routes.find((r) => r.gateway === "" && inNet(address, r.destination)) ??
    routes.find((r) => r.destination === "default");
  if (!found) {
    await c.p.write(2, "RTNETLINK answers: Network is unreachable\n");
    return 2;
  }
  const via = found.gateway === "" ? "" : `via ${found.gateway} `;
  await c.out.write(
    `${address} ${via}dev ${found.interface}${gap}src ${sourceOn(c, found.interface)} ${uid}\n    cache \n`,
  );
  return 0;
}

/** Who was spoken to on the link. */
export async function showNeighbours(c: Call, args: readonly string[]): Promise<number> {
  const device = args[args.indexOf("dev") + 1];
  const only = args.includes("dev") ? device : undefined;
  const wanted = args.find((a) => /^\d+\./.test(a));
  for (const { address, interface: name, mac } of c.p.network.neighbours()) {
    if ((only !== undefined && name !== only) || (wanted !== undefined && address !== wanted)) continue;
    const where = only === undefined ? ` dev ${name}` : "";
    const found = c.flavour.busybox ? " ref 1 used 0/0/0 probes 4 REACHABLE" : " REACHABLE ";
    const failed = c.flavour.busybox ? "  used 0/0/0 probes 6 FAILED" : " FAILED ";
    await c.out.write(`${address}${where}${mac === undefined ? failed : ` lladdr ${mac}${found}`}\n`);
  }
  return 0;
}
