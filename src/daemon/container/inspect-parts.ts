import type { Health, MountPoint } from "../../api/container.ts";
import type { EndpointSettings } from "../../api/network.ts";
import { rfc3339Nano, ZERO_TIME } from "../../std/time.ts";
import type { EndpointRecord, HealthRecord, MountRecord } from "./record.ts";

/** An endpoint in the shape and order of the Engine API. */
export function endpointSettings(e: EndpointRecord): EndpointSettings {
  return {
    IPAMConfig: e.ipam === null ? null : { ...e.ipam },
    Links: e.links === null ? null : [...e.links],
    Aliases: e.aliases === null ? null : [...e.aliases],
    MacAddress: e.mac || e.wantedMac,
    DriverOpts: e.driverOpts === null ? null : { ...e.driverOpts },
    GwPriority: e.gwPriority,
    NetworkID: e.networkID,
    EndpointID: e.endpointID,
    Gateway: e.gateway,
    IPAddress: e.address,
    IPPrefixLen: e.prefixLength,
    IPv6Gateway: e.gateway6,
    GlobalIPv6Address: e.address6,
    GlobalIPv6PrefixLen: e.prefixLength6,
    DNSNames: e.dnsNames === null ? null : [...e.dnsNames],
  };
}

export function mountPoint(m: MountRecord): MountPoint {
  return {
    Type: m.type,
    ...(m.name ? { Name: m.name } : {}),
    Source: m.source,
    Destination: m.destination,
    ...(m.driver ? { Driver: m.driver } : {}),
    Mode: m.mode,
    RW: m.readWrite,
    Propagation: m.propagation,
  };
}

/** A time of the state; 0 is Docker's zero. */
export function timeOrZero(at: number, nanos: number): string {
  return at === 0 ? ZERO_TIME : rfc3339Nano(at, nanos);
}

export function healthOf(h: HealthRecord): Health {
  return {
    Status: h.status,
    FailingStreak: h.failingStreak,
    Log: h.log.map((entry) => ({
      Start: rfc3339Nano(entry.start),
      End: rfc3339Nano(entry.end),
      ExitCode: entry.exitCode,
      Output: entry.output,
    })),
  };
}
