import { CAP, capable } from "../../filesystem/permissions.ts";
import type { InterfaceInfo } from "../../kernel/network.ts";
import { defineTool } from "../lib/tool.ts";
import { broadcastOf, isV6, maskOf } from "./lib/address.ts";
import { isLoopback } from "./lib/links.ts";

/** Shows interfaces: net-tools' form, and BusyBox's. Changing them is not simulated. */
export const ifconfig = defineTool(
  {
    name: "ifconfig",
    syntax: { short: "avs" },
    busybox: { short: "a" },
    usage: "[-a] [-v] [-s] <interface> [[<AF>] <address>]",
    version: "net-tools) 2.10",
  },
  async (c) => {
    const [name, ...more] = c.operands;
    if (more.length && !capable(c.p.credentials, CAP.NET_ADMIN)) {
      const call = more[0] === "up" || more[0] === "down" ? "SIOCSIFFLAGS" : "SIOCSIFADDR";
      return await c.fail(`${call}: Operation not permitted`);
    }
    if (more.length) return await c.fail("drydock: changing an interface is not simulated");
    const all = [...c.p.network.interfaces()].sort((a, b) => (a.name < b.name ? -1 : 1));
    const shown = name === undefined ? all : all.filter((i) => i.name === name);
    if (shown.length === 0) return await c.fail(`${name}: error fetching interface information: Device not found`);
    for (const i of shown) await c.out.write(c.flavour.busybox ? busybox(i) : netTools(i));
    return 0;
  },
);

function busybox(i: InterfaceInfo): string {
  const lo = isLoopback(i);
  const lines = [lo ? "Link encap:Local Loopback  " : `Link encap:Ethernet  HWaddr ${i.mac.toUpperCase()}  `];
  for (const a of i.addresses) {
    const [plain = "", length = ""] = a.split("/");
    if (isV6(a)) lines.push(`inet6 addr: ${a} Scope:${lo ? "Host" : plain.startsWith("fe80") ? "Link" : "Global"}`);
    else lines.push(`inet addr:${plain}${lo ? "" : `  Bcast:${broadcastOf(a)}`}  Mask:${maskOf(Number(length))}`);
  }
  lines.push(
    `${lo ? "UP LOOPBACK RUNNING" : "UP BROADCAST RUNNING MULTICAST"}  MTU:${i.mtu}  Metric:1`,
    `RX packets:${i.rx.packets} errors:0 dropped:0 overruns:0 frame:0`,
    `TX packets:${i.tx.packets} errors:0 dropped:0 overruns:0 carrier:0`,
    `collisions:0 txqueuelen:${lo ? 1000 : 0} `,
    `RX bytes:${i.rx.bytes} (${size(i.rx.bytes)})  TX bytes:${i.tx.bytes} (${size(i.tx.bytes)})`,
  );
  return `${lines.map((l, n) => (n === 0 ? i.name.padEnd(10) : " ".repeat(10)) + l).join("\n")}\n\n`;
}

/** `117.0 B`, `9.5 KiB`: cut, not rounded. */
function size(bytes: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${(Math.floor(value * 10) / 10).toFixed(1)} ${units[unit]}`;
}

function netTools(i: InterfaceInfo): string {
  const lo = isLoopback(i);
  const lines = [
    `${i.name}: flags=${lo ? "73<UP,LOOPBACK,RUNNING>" : "4163<UP,BROADCAST,RUNNING,MULTICAST>"}  mtu ${i.mtu}`,
  ];
  for (const a of i.addresses) {
    const [plain = "", length = ""] = a.split("/");
    if (isV6(a))
      lines.push(
        `inet6 ${plain}  prefixlen ${length}  scopeid ${lo ? "0x10<host>" : plain.startsWith("fe80") ? "0x20<link>" : "0x0<global>"}`,
      );
    else lines.push(`inet ${plain}  netmask ${maskOf(Number(length))}${lo ? "" : `  broadcast ${broadcastOf(a)}`}`);
  }
  lines.push(
    lo ? "loop  txqueuelen 1000  (Local Loopback)" : `ether ${i.mac}  txqueuelen 0  (Ethernet)`,
    `RX packets ${i.rx.packets}  bytes ${i.rx.bytes} (${size(i.rx.bytes)})`,
    "RX errors 0  dropped 0  overruns 0  frame 0",
    `TX packets ${i.tx.packets}  bytes ${i.tx.bytes} (${size(i.tx.bytes)})`,
    "TX errors 0  dropped 0 overruns 0  carrier 0  collisions 0",
  );
  return `${lines.map((l, n) => (n === 0 ? l : `        ${l}`)).join("\n")}\n\n`;
}
