import type { FsNode } from "../filesystem/node.ts";
import { folderOf, textFile } from "./lazy-tree.ts";
import { isV6, parseAddress } from "./net/address.ts";
import type { NetNamespace } from "./net/namespace.ts";
import type { SocketAddress } from "./network.ts";
import type { Task } from "./task.ts";

/** /proc/PID/net: arp, dev, route, tcp, udp. */
export function networkFolder(task: Task): FsNode {
  const { now } = task.core.scheduler;
  const { network } = task;
  const text = (content: (n: NetNamespace) => string) => () => textFile(now, content(network));
  return folderOf(now, {
    arp: text(neighbourLines),
    dev: text(deviceLines),
    route: text(routeLines),
    tcp: text((n) => socketLines(n, "tcp")),
    udp: text((n) => socketLines(n, "udp")),
  });
}

function neighbourLines(n: NetNamespace): string {
  const head = "IP address       HW type     Flags       HW address            Mask     Device\n";
  return n.neighbours().reduce((text, { address, interface: name, mac }) => {
    const flags = mac === undefined ? "0x0" : "0x2";
    const place = `${address.padEnd(16)} 0x1         ${flags.padEnd(11)} ${(mac ?? "00:00:00:00:00:00").padEnd(21)}`;
    return `${text}${place} *        ${name}\n`;
  }, head);
}

function deviceLines(n: NetNamespace): string {
  const head =
    "Inter-|   Receive                                                |  Transmit\n" +
    " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\n";
  const pad = (value: number, width: number) => String(value).padStart(width);
  return n.interfaces().reduce((text, { name, rx, tx }) => {
    const received = `${pad(rx.bytes, 8)}${pad(rx.packets, 8)}    0    0    0     0          0         0`;
    const sent = `${pad(tx.bytes, 9)}${pad(tx.packets, 8)}    0    0    0     0       0          0`;
    return `${text}${name.padStart(6)}:${received}${sent}\n`;
  }, head);
}

/** Addresses as the kernel prints them: hexadecimal, the last byte first. */
function hexAddress(address: string): string {
  const value = parseAddress(address)?.value ?? 0n;
  const bytes = value.toString(16).padStart(8, "0").match(/../g) ?? [];
  return bytes.reverse().join("").toUpperCase();
}

function routeLines(n: NetNamespace): string {
  const line = (text: string) => `${text.padEnd(127)}\n`;
  const head = line("Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT");
  return n.routes().reduce((text, r) => {
    const [base = "0.0.0.0", length = "0"] = r.destination === "default" ? [] : r.destination.split("/");
    const mask = Number(length) === 0 ? 0n : (0xffffffffn << BigInt(32 - Number(length))) & 0xffffffffn;
    const maskText = [24n, 16n, 8n, 0n].map((s) => (mask >> s) & 255n).join(".");
    const gateway = r.gateway === "" ? "0.0.0.0" : r.gateway;
    const flags = r.gateway === "" ? "0001" : "0003";
    const row = [r.interface, hexAddress(base), hexAddress(gateway), flags, 0, 0, 0, hexAddress(maskText), 0, 0, 0];
    return text + line(row.join("\t"));
  }, head);
}

function socketLines(n: NetNamespace, protocol: "tcp" | "udp"): string {
  const head =
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode                                                     \n";
  const place = (a: SocketAddress | undefined) =>
    `${hexAddress(a && !isV6(a.address) ? a.address : "0.0.0.0")}:${(a?.port ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
  const states = { LISTEN: "0A", ESTABLISHED: "01", "": "07" };
  return n
    .sockets()
    .filter((s) => s.protocol === protocol)
    .reduce((text, s, i) => {
      const row = `${String(i).padStart(4)}: ${place(s.local)} ${place(s.remote)} ${states[s.state]}`;
      return `${text}${row} 00000000:00000000 00:00000000 00000000     0        0 ${20_000 + i} 1 0000000000000000 100 0 0 10 0\n`;
    }, head);
}
