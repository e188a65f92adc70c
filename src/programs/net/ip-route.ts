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
  const only = args[0] === "default" ? "default" : undefined;
  for (const r of c.p.network.routes()) {
    if (only !== undefined && r.destination !== only) continue;
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

/** Who was spoken to on the link: the gateway, and whoever a socket is open to. */
export async function showNeighbours(c: Call): Promise<number> {
  for (const { address, interface: name, mac } of neighboursOf(c)) {
    const tail = c.flavour.busybox ? " ref 1 used 0/0/0 probes 4 REACHABLE" : " REACHABLE ";
    await c.out.write(`${address} dev ${name} lladdr ${mac}${tail}\n`);
  }
  return 0;
}

export interface Neighbour {
  readonly address: string;
  readonly interface: string;
  readonly mac: string;
}

/** The gateway's MAC is not held by the namespace: Docker's rule (02:42 and the address's bytes) gives it. */
export function neighboursOf(c: Call): Neighbour[] {
  const links = c.p.network.routes().filter((r) => r.gateway === "");
  const spokenTo = new Set(
    c.p.network.sockets().flatMap((s) => (s.remote && !s.remote.address.includes(":") ? [s.remote.address] : [])),
  );
  for (const r of c.p.network.routes()) if (r.gateway !== "") spokenTo.add(r.gateway);
  return [...spokenTo].flatMap((address) => {
    const link = links.find((l) => inNet(address, l.destination));
    if (!link || sourceOn(c, link.interface) === address) return [];
    const mac = `02:42:${address
      .split(".")
      .map((n) => Number(n).toString(16).padStart(2, "0"))
      .join(":")}`;
    return [{ address, interface: link.interface, mac }];
  });
}
