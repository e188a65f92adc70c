import type { EndpointSettings } from "../../../../api/network.ts";
import { CliError, type Completer, type FlagValues } from "../../../command.ts";
import { asFlagValue, completeContainers, completeNetworks, DIRECTIVE } from "../../../complete/objects.ts";
import { flagTable } from "../../../grammar/table.ts";
import { canonicalIP, isMAC } from "../../../lib/ip.ts";
import { type NetworkOption, networkError, networkNamed, parseNetwork } from "./network-option.ts";
import { dnsError, dnsSearchError, domainOf, hostEntry, hostError, linkError } from "./network-values.ts";

/** `NAME:`, with the alias to be typed behind. */
const completeLinks: Completer = async (context) => {
  const { candidates } = await completeContainers({ all: true })(context, "");
  return { candidates: candidates.map(({ value }) => ({ value: `${value}:` })), directive: DIRECTIVE.noSpace };
};

const NETWORK = { validate: networkError, complete: asFlagValue(completeNetworks()) };
const HIDDEN = { hidden: true };

export const NETWORK_FLAGS = flagTable(
  `
    --add-host list | Add a line to the container's /etc/hosts (host:ip)
    --dns list | DNS servers to ask
    --dns-opt list | DNS options
    --dns-option list | DNS options
    --dns-search list | DNS search domains
    --ip string | IPv4 address (such as 172.30.100.104)
    --ip6 string | IPv6 address (such as 2001:db8::33)
    --link list | Make another container known by name
    --link-local-ip list | Link-local addresses (IPv4 or IPv6)
    --mac-address string | MAC address (such as 92:d0:c6:0a:29:33)
    --net network | Connect to a network
    --net-alias list | Another name on the network
    --network network | Connect to a network
    --network-alias list | Another name on the network
  `,
  {
    "add-host": { validate: hostError },
    dns: { validate: dnsError },
    "dns-opt": HIDDEN,
    "dns-search": { validate: dnsSearchError },
    link: { validate: linkError, complete: completeLinks },
    net: { validate: networkError, ...HIDDEN },
    "net-alias": HIDDEN,
    network: NETWORK,
  },
);

/** What the network flags say. */
export interface Networking {
  readonly mode: string;
  readonly endpoints: Record<string, EndpointSettings>;
  readonly links: string[] | null;
  readonly dns: string[];
  readonly dnsOptions: string[];
  readonly dnsSearch: string[];
  readonly extraHosts: string[] | null;
}

/** A network of the user's own making: anything but the fixed ones and another container's. */
function isUserDefined(mode: string): boolean {
  return !["default", "bridge", "host", "none"].includes(mode) && !mode.startsWith("container:");
}

/** What a name in DNS terms and in HostConfig is made of. */
export function readHosts(flags: FlagValues): Pick<Networking, "dns" | "dnsOptions" | "dnsSearch" | "extraHosts"> {
  const hosts = flags.list("add-host").map(hostEntry);
  return {
    dns: flags.list("dns").map((ip) => canonicalIP(ip.trim())),
    dnsOptions: [...flags.list("dns-option"), ...flags.list("dns-opt")],
    dnsSearch: flags.list("dns-search").map(domainOf),
    extraHosts: hosts.length ? hosts : null,
  };
}

/** What `--mac-address` may be. */
export function checkMac(mac: string): void {
  if (mac !== "" && !isMAC(mac.trim())) throw new CliError(`${mac} is not a valid mac address`);
}

/**
 * The networks to connect to. `--ip`, `--network-alias`, `--link` and their like belong to the first one, unless its long
 * form says the same. Without any the daemon's default network is meant.
 */
export function readNetworks(flags: FlagValues): Pick<Networking, "mode" | "endpoints" | "links"> {
  const given = [...flags.list("network"), ...flags.list("net")].map(parseNetwork);
  const options = given.length ? given : [networkNamed("default")];
  const endpoints: Record<string, EndpointSettings> = {};
  for (const [i, option] of options.entries()) {
    const whole = i === 0 ? withOwnFlags(option, flags) : { ...option, links: [] };
    const endpoint = endpointOf(whole);
    if (endpoints[option.target]) throw new CliError(`network "${option.target}" is specified multiple times`);
    endpoints[option.target] = endpoint;
  }
  const kinds = new Set(options.map((o) => isUserDefined(o.target)));
  if (kinds.size > 1) {
    throw new CliError("conflicting options: cannot attach both user-defined and non-user-defined network-modes");
  }
  const mode = options[0]?.target ?? "default";
  const links = flags.list("link");
  return { mode, endpoints, links: links.length && !isUserDefined(mode) ? [...links] : null };
}

interface Endpoint extends NetworkOption {
  readonly links: readonly string[];
}

function withOwnFlags(option: NetworkOption, flags: FlagValues): Endpoint {
  const aliases = [...flags.list("network-alias"), ...flags.list("net-alias")];
  const [ipv4, ipv6, mac] = [flags.string("ip"), flags.string("ip6"), flags.string("mac-address")];
  const linkLocalIPs = flags.list("link-local-ip");
  const conflict = (flag: string, own: string) =>
    new CliError(`conflicting options: cannot specify both ${flag} and per-network ${own}`);
  if (option.aliases.length && aliases.length) throw conflict("--network-alias", "alias");
  if (option.ipv4 && ipv4) throw conflict("--ip", "IPv4 address");
  if (option.ipv6 && ipv6) throw conflict("--ip6", "IPv6 address");
  if (option.mac && mac) throw conflict("--mac-address", "MAC address");
  if (option.linkLocalIPs.length && linkLocalIPs.length) throw conflict("--link-local-ip", "link-local IP addresses");
  return {
    links: isUserDefined(option.target) ? flags.list("link") : [],
    ...option,
    aliases: aliases.length ? aliases : option.aliases,
    ipv4: ipv4 || option.ipv4,
    ipv6: ipv6 || option.ipv6,
    mac: mac || option.mac,
    linkLocalIPs: linkLocalIPs.length ? linkLocalIPs : option.linkLocalIPs,
  };
}

function endpointOf(option: Endpoint): EndpointSettings {
  const { aliases, driverOptions, ipv4, ipv6, linkLocalIPs, links, target } = option;
  if (target.trim() === "") throw new CliError("no name set for network");
  if (!isUserDefined(target) && aliases.length > 0) {
    throw new CliError("network-scoped aliases are only supported for user-defined networks");
  }
  checkMac(option.mac);
  const addressed = ipv4 !== "" || ipv6 !== "" || linkLocalIPs.length > 0;
  return {
    IPAMConfig: addressed
      ? {
          ...(ipv4 && { IPv4Address: ipv4 }),
          ...(ipv6 && { IPv6Address: ipv6 }),
          ...(linkLocalIPs.length && { LinkLocalIPs: [...linkLocalIPs] }),
        }
      : null,
    Links: links.length ? [...links] : null,
    Aliases: aliases.length ? [...aliases] : null,
    MacAddress: option.mac,
    DriverOpts: Object.keys(driverOptions).length ? { ...driverOptions } : null,
    GwPriority: option.gwPriority,
    NetworkID: "",
    EndpointID: "",
    Gateway: "",
    IPAddress: "",
    IPPrefixLen: 0,
    IPv6Gateway: "",
    GlobalIPv6Address: "",
    GlobalIPv6PrefixLen: 0,
    DNSNames: null,
  };
}
