import type { PortBinding, PortMap } from "../../api/container.ts";
import { SystemError } from "../../api/errors.ts";
import type { NetworkNamespace } from "../../kernel/network.ts";
import { isErrno } from "../../std/errno.ts";
import type { LivePort } from "../container/live.ts";
import type { ContainerRecord } from "../container/record.ts";
import type { Daemon } from "../daemon.ts";

const ANY4 = "0.0.0.0";
const ANY6 = "::";

/** A port of the container that is to be published. */
interface Wanted {
  readonly port: number;
  readonly protocol: "tcp" | "udp";
  readonly addresses: readonly string[];
  readonly range: readonly [first: number, last: number];
}

/**
 * Publishes a container's ports: those it asked for, and with `-P` all it exposes. An address left open means all of both
 * families; a port left open is the next of the ephemeral range, one of a range the first that is free. When one cannot be
 * had, those before it are given back.
 */
export function publishPorts(
  d: Daemon,
  record: ContainerRecord,
  namespace: NetworkNamespace,
  address: string,
  endpointID: string,
): { readonly ports: readonly LivePort[]; readonly map: PortMap } {
  const map: Record<string, PortBinding[] | null> = {};
  const ports: LivePort[] = [];
  for (const key of exposedPorts(record)) map[key] = null;
  try {
    for (const wanted of wantedPorts(d, record)) {
      const live = publish(d, namespace, address, wanted);
      ports.push(live);
      const key = `${wanted.port}/${wanted.protocol}`;
      const bindings = live.addresses.map((HostIp) => ({ HostIp, HostPort: String(live.port) }));
      map[key] = [...(map[key] ?? []), ...bindings];
    }
  } catch (e) {
    releasePorts(d, ports);
    if (!(e instanceof PortError)) throw e;
    throw new SystemError(
      `driver failed programming external connectivity on endpoint ${record.name} (${endpointID}): ${e.message}`,
    );
  }
  for (const bindings of Object.values(map))
    bindings?.sort((a, b) => Number(a.HostIp.includes(":")) - Number(b.HostIp.includes(":")));
  return { ports, map };
}

class PortError extends Error {}

export function releasePorts(d: Daemon, ports: readonly LivePort[]): void {
  for (const { addresses, port, protocol, publications } of ports) {
    for (const p of publications) p.close();
    for (const a of addresses) d.ports.release(a, port, protocol);
  }
}

/** `80/tcp` keys of all that the container exposes or publishes, by number. */
export function exposedPorts(record: ContainerRecord): string[] {
  const keys = new Set([
    ...Object.keys(record.config.ExposedPorts ?? {}),
    ...Object.keys(record.hostConfig.PortBindings ?? {}),
  ]);
  return [...keys].sort(byPort);
}

function byPort(a: string, b: string): number {
  return Number.parseInt(a, 10) - Number.parseInt(b, 10) || (a < b ? -1 : 1);
}

function wantedPorts(d: Daemon, record: ContainerRecord): Wanted[] {
  const bindings = record.hostConfig.PortBindings ?? {};
  const out: Wanted[] = [];
  for (const key of exposedPorts(record)) {
    const [port = "", protocol = "tcp"] = key.split("/");
    if (protocol !== "tcp" && protocol !== "udp") continue;
    const asked = bindings[key] ?? (record.hostConfig.PublishAllPorts ? [{ HostIp: "", HostPort: "" }] : []);
    for (const binding of asked) {
      out.push({
        port: Number(port),
        protocol,
        addresses: binding.HostIp === "" ? [ANY4, ANY6] : [binding.HostIp],
        range: rangeOf(binding.HostPort) ?? d.facts.ephemeral,
      });
    }
  }
  return out;
}

function rangeOf(text: string): readonly [number, number] | undefined {
  if (text === "" || text === "0") return undefined;
  const [first = "", last = first] = text.split("-");
  return [Number(first), Number(last)];
}

function publish(
  d: Daemon,
  namespace: NetworkNamespace,
  address: string,
  { port, protocol, addresses, range }: Wanted,
): LivePort {
  const { network } = d.kernel;
  const inUse = (hostPort: number) => addresses.find((a) => network.portInUse(a, hostPort, protocol));
  const single = range[0] === range[1];
  const hostPort = single ? range[0] : d.ports.next(addresses, range, protocol, (p) => inUse(p) === undefined);
  if (hostPort === undefined) {
    throw new PortError("all ports are allocated");
  }
  const conflict = d.ports.conflict(addresses, hostPort, protocol);
  if (conflict !== undefined) throw new PortError(`Bind for ${conflict}:${hostPort} failed: port is already allocated`);
  const target = `${address}:${port}/${protocol}`;
  const refuse = (host: string, why: string) =>
    new PortError(
      `failed to bind host port for ${host.includes(":") ? `[${host}]` : host}:${hostPort}:${target}: ${why}`,
    );
  const foreign = addresses.find((a) => !isHostAddress(d, a));
  if (foreign !== undefined) throw refuse(foreign, "cannot assign requested address");
  const taken = inUse(hostPort);
  if (taken !== undefined) throw refuse(taken, "address already in use");
  const publications = [];
  try {
    for (const hostIP of addresses) {
      publications.push(network.publish({ hostIP, hostPort, protocol, target: namespace, port }));
    }
  } catch (e) {
    for (const p of publications) p.close();
    if (isErrno(e, "EADDRINUSE")) throw refuse(addresses[0] ?? ANY4, "address already in use");
    throw e;
  }
  d.ports.take(addresses, hostPort, protocol);
  return { addresses, port: hostPort, protocol, publications };
}

/** Whether a socket of the host can be bound to it. */
function isHostAddress(d: Daemon, address: string): boolean {
  if (address === ANY4 || address === ANY6 || address === "::1" || address.startsWith("127.")) return true;
  for (const network of d.networks.values()) if (network.pool.gateway === address) return true;
  return d.kernel.network.host.interfaces().some((i) => i.addresses.some((a) => a.split("/")[0] === address));
}
