import type { NetworkCreateRequest } from "../../api/network.ts";
import type { Daemon } from "../daemon.ts";
import { addNetwork, configured, newRecord } from "./create.ts";

/** The networks that are there from the beginning: none, host, and the default bridge on docker0. */
export function addBuiltIn(d: Daemon): void {
  for (const [name, driver] of [
    ["none", "null"],
    ["host", "host"],
  ] as const) {
    addNetwork(d, newRecord(d, request(name, driver, {}), true));
  }
  const bridge = newRecord(
    d,
    request("bridge", "bridge", {
      "com.docker.network.bridge.default_bridge": "true",
      "com.docker.network.bridge.enable_icc": "true",
      "com.docker.network.bridge.enable_ip_masquerade": "true",
      "com.docker.network.bridge.host_binding_ipv4": "0.0.0.0",
      "com.docker.network.bridge.name": "docker0",
      "com.docker.network.driver.mtu": "1500",
    }),
    true,
  );
  addNetwork(d, { ...bridge, subnets: [configured({ Subnet: "172.17.0.0/16", Gateway: "172.17.0.1" })] });
}

function request(Name: string, Driver: string, Options: Record<string, string>): NetworkCreateRequest {
  return {
    Name,
    Driver,
    Internal: false,
    Attachable: false,
    Ingress: false,
    ConfigOnly: false,
    IPAM: { Driver: "default", Options: null, Config: null },
    Options,
    Labels: {},
  };
}
