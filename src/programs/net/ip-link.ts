import type { Call } from "../lib/tool.ts";
import type { IpOptions } from "./ip.ts";
import { broadcastOf, isV6 } from "./lib/address.ts";
import { flagsOf, isLoopback, type Link, linksOf } from "./lib/links.ts";

/** The links that were asked for: all, or `dev NAME`; undefined, and said why, when there is no such. */
async function chosen(c: Call, args: readonly string[]): Promise<Link[] | undefined> {
  const words = args.filter((a) => a !== "dev" && a !== "up");
  const links = linksOf(c.p);
  const [name] = words;
  if (name === undefined) return links;
  const found = links.filter((l) => l.info.name === name);
  if (found.length) return found;
  if (c.flavour.busybox) await c.complain(`can't find device '${name}'`);
  else await c.p.write(2, `Device "${name}" does not exist.\n`);
  return undefined;
}

const nameOf = (l: Link) => (l.peer === undefined ? l.info.name : `${l.info.name}@if${l.peer}`);

/** The first two lines of a link. BusyBox leaves the state out. */
function head(c: Call, l: Link, mode: boolean, separator: string): string {
  const { info } = l;
  const lo = isLoopback(info);
  const six = l.peer !== undefined;
  const flags = c.flavour.busybox && six ? `${flagsOf(l)},M-DOWN` : flagsOf(l);
  const queue = lo || info.mac.startsWith("52:54:00") ? 1000 : 0;
  const qlen = c.flavour.busybox ? (queue ? `qlen ${queue}` : "") : `qlen ${queue}`;
  const state = c.flavour.busybox ? "" : `state ${lo ? "UNKNOWN" : "UP"} ${mode ? "mode DEFAULT " : ""}group default `;
  const kind = lo ? "link/loopback" : "link/ether";
  const broadcast = lo ? "00:00:00:00:00:00" : "ff:ff:ff:ff:ff:ff";
  const mac = lo ? "00:00:00:00:00:00" : info.mac;
  const netns = !c.flavour.busybox && six ? " link-netnsid 0" : "";
  return `${l.index}: ${nameOf(l)}: <${flags}> mtu ${info.mtu} qdisc noqueue ${state}${qlen}${separator}    ${kind} ${mac} brd ${broadcast}${netns}`;
}

export async function showLinks(c: Call, o: IpOptions, args: readonly string[]): Promise<number> {
  const links = await chosen(c, args);
  if (!links) return 1;
  for (const l of links) {
    if (o.brief) {
      const mac = isLoopback(l.info) ? "00:00:00:00:00:00" : l.info.mac;
      await c.out.write(`${nameOf(l).padEnd(16)} ${stateOf(l).padEnd(14)} ${mac} <${flagsOf(l)}> \n`);
      continue;
    }
    const statistics = o.statistics ? statisticsOf(l) : "";
    await c.out.write(`${head(c, l, true, o.oneline ? "\\" : "\n")}${statistics}\n`);
  }
  return 0;
}

const stateOf = (l: Link) => (isLoopback(l.info) ? "UNKNOWN" : "UP");

function statisticsOf({ info }: Link): string {
  const row = (c: { readonly bytes: number; readonly packets: number }) =>
    `    ${String(c.bytes).padEnd(10)} ${String(c.packets).padStart(7)}      0       0       0       0 `;
  return `\n    RX:  bytes packets errors dropped  missed   mcast           \n${row(info.rx)}\n    TX:  bytes packets errors dropped carrier collsns           \n${row(info.tx)}`;
}

export async function showAddresses(c: Call, o: IpOptions, args: readonly string[]): Promise<number> {
  const links = await chosen(c, args);
  if (!links) return 1;
  for (const l of links) {
    const addresses = l.info.addresses.filter((a) => o.family === undefined || isV6(a) === (o.family === 6));
    if (o.family !== undefined && addresses.length === 0) continue;
    if (o.brief) {
      await c.out.write(`${nameOf(l).padEnd(16)} ${stateOf(l).padEnd(14)} ${addresses.map((a) => `${a} `).join("")}\n`);
      continue;
    }
    if (o.oneline) {
      for (const a of addresses)
        await c.out.write(`${l.index}: ${l.info.name}    ${addressLines(c, l, a).join("\\")}\n`);
      continue;
    }
    const lines = head(c, l, false, "\n").split("\n");
    await c.out.write(`${(o.family === undefined ? lines : lines.slice(0, 1)).join("\n")}\n`);
    for (const a of addresses) await c.out.write(`    ${addressLines(c, l, a).join("\n")}\n`);
  }
  return 0;
}

function addressLines(c: Call, l: Link, address: string): string[] {
  const lo = isLoopback(l.info);
  const lifetime = "       valid_lft forever preferred_lft forever";
  if (!isV6(address)) {
    const broadcast = lo ? "" : ` brd ${broadcastOf(address)}`;
    return [`inet ${address}${broadcast} scope ${lo ? "host" : "global"} ${l.info.name}`, lifetime];
  }
  const scope = lo ? "host" : address.startsWith("fe80") ? "link" : "global";
  const more = c.flavour.busybox ? "" : lo ? "proto kernel_lo " : scope === "global" ? "nodad " : "proto kernel_ll ";
  return [`inet6 ${address} scope ${scope} ${more}`, lifetime];
}
