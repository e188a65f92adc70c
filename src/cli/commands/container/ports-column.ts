import type { PortSummary } from "../../../api/container.ts";
import { hostPort } from "./port.ts";

/**
 * The ports as `ps` lists them. Ports that follow each other, of one protocol and on one address with the same number
 * outside as inside (or not published), are one range; those published under another number stand alone, last.
 */
export function portsColumn(ports: readonly PortSummary[]): string {
  const done: string[] = [];
  const renamed: string[] = [];
  const open = new Map<string, Range>();
  for (const port of [...ports].sort(comparePorts)) {
    const { IP = "", PrivatePort: inside, PublicPort: outside = 0, Type: protocol } = port;
    if (IP !== "" && outside !== inside) {
      renamed.push(`${hostPort(IP, outside)}->${inside}/${protocol}`);
      continue;
    }
    const key = `${IP}/${protocol}`;
    const range = open.get(key);
    if (range && inside === range.last + 1) range.last = inside;
    else {
      if (range) done.push(rangeText(range));
      // A key keeps the place that it first had.
      open.set(key, { ip: IP, protocol, first: inside, last: inside });
    }
  }
  return [...done, ...[...open.values()].map(rangeText), ...renamed].join(", ");
}

interface Range {
  readonly ip: string;
  readonly protocol: string;
  readonly first: number;
  last: number;
}

function rangeText({ ip, protocol, first, last }: Range): string {
  const ports = first === last ? String(first) : `${first}-${last}`;
  return `${ip === "" ? "" : `${hostPort(ip, ports)}->`}${ports}/${protocol}`;
}

function comparePorts(a: PortSummary, b: PortSummary): number {
  const text = (x = "", y = "") => (x < y ? -1 : x > y ? 1 : 0);
  return (
    a.PrivatePort - b.PrivatePort ||
    text(a.IP, b.IP) ||
    (a.PublicPort ?? 0) - (b.PublicPort ?? 0) ||
    text(a.Type, b.Type)
  );
}
