import type { InterfaceInfo } from "../../../kernel/network.ts";
import type { Process } from "../../../kernel/process.ts";

/** An interface with its number, as ip shows it. */
export interface Link {
  readonly info: InterfaceInfo;
  readonly index: number;
  /** The number of the other end of its pair, on the host; undefined for what is no pair. */
  readonly peer: number | undefined;
}

/**
 * The interfaces of the process's namespace. In a container lo is 1 and the cards count from 2; a card's other end has
 * a number on the host that its MAC address decides.
 */
export function linksOf(p: Process): Link[] {
  const all = p.network.interfaces();
  const inContainer = !all.some((i) => i.name === "docker0" || (i.name === "eth0" && i.mac.startsWith("52:54:00")));
  return all.map((info) => ({
    info,
    index: info.index,
    peer:
      inContainer && info.name !== "lo"
        ? 3 + 2 * info.index + (Number.parseInt(info.mac.replaceAll(":", "").slice(-6), 16) % 500) * 2
        : undefined,
  }));
}

export function isLoopback(info: InterfaceInfo): boolean {
  return info.name === "lo";
}

/** A network with nobody's container on it: its bridge is down. */
export function flagsOf(link: Link): string {
  if (isLoopback(link.info)) return "LOOPBACK,UP,LOWER_UP";
  return "BROADCAST,MULTICAST,UP,LOWER_UP";
}
