import { DnsError } from "../../kernel/network.ts";
import { isErrno } from "../../std/errno.ts";
import type { Calls } from "./calls.ts";
import type { Guest } from "./guest.ts";
import { AF, addressBytes, readAddress } from "./socket-addresses.ts";

/** Names and services: the C library's look-ups. */

const EAI = { BADFLAGS: -1, NONAME: -2, AGAIN: -3, FAMILY: -6, SERVICE: -8 };
const AI = { PASSIVE: 1, NUMERICHOST: 4 };
const SERVICES: Readonly<Record<string, number>> = {
  http: 80,
  https: 443,
  ftp: 21,
  ssh: 22,
  smtp: 25,
  domain: 53,
  telnet: 23,
  redis: 6379,
  postgresql: 5432,
  mysql: 3306,
};

async function addresses(g: Guest, node: string | undefined, flags: number): Promise<readonly string[]> {
  if (node === undefined) return [flags & AI.PASSIVE ? "0.0.0.0" : "127.0.0.1"];
  if (/^\d+\.\d+\.\d+\.\d+$/.test(node)) return [node];
  // CPython was compiled without IPv6.
  return (node.includes(":") ? [node] : await g.p.resolve(node)).filter((a) => !a.includes(":"));
}

/** The C library's look-up: the addresses of a name, each as a stream and as a datagram address. */
async function addressInfo(g: Guest, nodeAt: number, serviceAt: number, hints: number, out: number): Promise<number> {
  const { heap, instance } = g;
  const hint = (i: number) => (hints ? heap.int(hints + 4 * i) : 0);
  const [flags, family, type, protocol] = [hint(0), hint(1), hint(2), hint(3)];
  const service = serviceAt ? heap.text(serviceAt) : "0";
  const port = /^\d+$/.test(service) ? Number(service) : SERVICES[service];
  if (port === undefined) return EAI.SERVICE;
  let found: readonly string[];
  try {
    found = await addresses(g, nodeAt ? heap.text(nodeAt) : undefined, flags);
  } catch (e) {
    if (!(e instanceof DnsError)) throw e;
    return EAI.NONAME;
  }
  const kinds = [
    { type: 1, protocol: 6 },
    { type: 2, protocol: 17 },
    { type: 3, protocol: 0 },
  ].filter((k) => (type === 0 || k.type === type) && (protocol === 0 || k.protocol === protocol));
  let last = out;
  // This CPython's sockets know addresses of IPv4 only: those of IPv6 would be ones that it cannot connect to.
  for (const address of found.filter((a) => !a.includes(":"))) {
    const own = AF.INET;
    if (family !== 0 && family !== own) continue;
    for (const kind of kinds) {
      const bytes = addressBytes(own, { address, port });
      const place = instance.allocate(bytes.length);
      heap.write(place, bytes);
      const info = instance.allocate(32);
      [0, own, kind.type, kind.protocol, bytes.length, place, 0, 0].forEach((v, i) => {
        heap.setInt(info + 4 * i, v);
      });
      heap.setInt(last, info);
      last = info + 28;
    }
  }
  return last === out ? EAI.NONAME : 0;
}

function nameInfo(
  g: Guest,
  at: number,
  length: number,
  node: number,
  nodeRoom: number,
  service: number,
  serviceRoom: number,
  flags: number,
): number {
  const { address, port } = readAddress(g, at, length);
  const name = flags & 1 ? undefined : g.p.reverse(address);
  if (name === undefined && flags & 8) return EAI.NONAME;
  if (node) g.heap.setText(node, name ?? address, nodeRoom);
  if (service) g.heap.setText(service, String(port), serviceRoom);
  return 0;
}

/** The look-ups fail with numbers of their own. */
export const lookupCalls: Calls = {
  getaddrinfo: async (g, node, service, hints, out) => {
    try {
      return await addressInfo(g, node, service, hints, out);
    } catch (e) {
      if (!isErrno(e)) throw e;
      return EAI.AGAIN;
    }
  },
  getnameinfo: (g, at, length, node, nodeRoom, service, serviceRoom, flags) =>
    nameInfo(g, at, length, node, nodeRoom, service, serviceRoom, flags),
  getprotobyname: () => 0,
  _emscripten_lookup_name: () => 0,
};
