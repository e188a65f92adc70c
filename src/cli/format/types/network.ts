import { ANY, BOOL, type GoType, INT, mapOf, pointerTo, STRING, sliceOf, struct, TIME } from "../go/value.ts";

const IPAM = struct("network.IPAM", {
  Driver: STRING,
  Options: mapOf(STRING),
  Config: sliceOf(
    struct("network.IPAMConfig", {
      "Subnet?": STRING,
      "IPRange?": STRING,
      "Gateway?": STRING,
      "AuxAddress=AuxiliaryAddresses?": mapOf(STRING),
    }),
  ),
});

/** What `docker network inspect` sees. */
export const NETWORK_INSPECT: GoType = struct("network.Inspect", {
  Name: STRING,
  "ID=Id": STRING,
  Created: TIME,
  Scope: STRING,
  Driver: STRING,
  EnableIPv4: BOOL,
  EnableIPv6: BOOL,
  IPAM,
  Internal: BOOL,
  Attachable: BOOL,
  Ingress: BOOL,
  ConfigFrom: struct("network.ConfigReference", { Network: STRING }),
  ConfigOnly: BOOL,
  Containers: mapOf(
    struct("network.EndpointResource", {
      Name: STRING,
      EndpointID: STRING,
      MacAddress: STRING,
      IPv4Address: STRING,
      IPv6Address: STRING,
    }),
  ),
  Options: mapOf(STRING),
  Labels: mapOf(STRING),
  "Peers?": sliceOf(ANY),
  "Services?": mapOf(ANY),
});

/** A container's place in one network. */
export const ENDPOINT_SETTINGS: GoType = struct("network.EndpointSettings", {
  IPAMConfig: pointerTo(
    struct("network.EndpointIPAMConfig", {
      "IPv4Address?": STRING,
      "IPv6Address?": STRING,
      "LinkLocalIPs?": sliceOf(STRING),
    }),
  ),
  Links: sliceOf(STRING),
  Aliases: sliceOf(STRING),
  MacAddress: STRING,
  DriverOpts: mapOf(STRING),
  GwPriority: INT,
  NetworkID: STRING,
  EndpointID: STRING,
  Gateway: STRING,
  IPAddress: STRING,
  IPPrefixLen: INT,
  IPv6Gateway: STRING,
  GlobalIPv6Address: STRING,
  GlobalIPv6PrefixLen: INT,
  DNSNames: sliceOf(STRING),
});
