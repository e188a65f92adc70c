import type { InterfaceInfo } from "../network.ts";
import type { BridgeNetwork } from "./bridge.ts";

/** Bytes of a full segment's payload, and of the headers around each. */
const SEGMENT = 1448;
const HEADERS = 66;

interface Counter {
  bytes: number;
  packets: number;
}

/** A network interface of a namespace. */
export class Interface implements InterfaceInfo {
  readonly rx: Counter = { bytes: 0, packets: 0 };
  readonly tx: Counter = { bytes: 0, packets: 0 };
  readonly up = true;
  /** Its number in the namespace that it was put into; 1 is lo's. */
  index = 1;

  constructor(
    readonly name: string,
    readonly mac: string,
    /** With prefix length. */
    readonly addresses: readonly string[],
    readonly mtu: number,
    /** The bridge that it leads to; none for lo and the host's own card. */
    readonly bridge?: BridgeNetwork,
    public gateways: readonly string[] = [],
  ) {}

  /** Its addresses without prefix length. */
  get plainAddresses(): string[] {
    return this.addresses.map((a) => a.slice(0, a.indexOf("/")));
  }
}

/** The interfaces that the bytes of a connection pass: out of one, into the other. */
export interface Path {
  readonly from: Interface;
  readonly to: Interface;
}

/** Counts a payload as it goes over TCP: segments with headers one way, every second one acknowledged the other way. */
export function countPayload(path: Path, bytes: number): void {
  const segments = Math.max(1, Math.ceil(bytes / SEGMENT));
  count(path, bytes + segments * HEADERS, segments);
  const acknowledgements = Math.ceil(segments / 2);
  count({ from: path.to, to: path.from }, acknowledgements * HEADERS, acknowledgements);
}

/** Counts packets of this many bytes together. */
export function count(path: Path, bytes: number, packets: number): void {
  path.from.tx.bytes += bytes;
  path.from.tx.packets += packets;
  path.to.rx.bytes += bytes;
  path.to.rx.packets += packets;
}

/** SYN, SYN-ACK, ACK. */
export function countHandshake(path: Path): void {
  count(path, 140, 2);
  count({ from: path.to, to: path.from }, 74, 1);
}
