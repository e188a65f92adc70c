/** One line of /etc/hosts. */
export interface HostLine {
  readonly address: string;
  readonly names: readonly string[];
}

const LOCAL: readonly HostLine[] = [
  { address: "127.0.0.1", names: ["localhost"] },
  { address: "::1", names: ["localhost", "ip6-localhost", "ip6-loopback"] },
  { address: "fe00::", names: ["ip6-localnet"] },
  { address: "ff00::", names: ["ip6-mcastprefix"] },
  { address: "ff02::1", names: ["ip6-allnodes"] },
  { address: "ff02::2", names: ["ip6-allrouters"] },
];

/** A container's /etc/hosts: the local names, then what was added, linked and its own, in this order. */
export function hostsFile(lines: readonly HostLine[]): string {
  return [...LOCAL, ...lines].map((l) => `${l.address}\t${l.names.join(" ")}\n`).join("");
}

/** The /etc/hosts of a build's step: the step's own name, then what was added. */
export function buildHostsFile(hostname: string, lines: readonly HostLine[]): string {
  const own = LOCAL.slice(0, 2).map((l, i) => (i === 0 ? { ...l, names: [...l.names, hostname] } : l));
  return [...own, ...lines].map((l) => `${l.address}\t${l.names.join(" ")}\n`).join("");
}

/** What a container calls itself: the whole name and its first part. */
export function ownNames(hostname: string, domainname: string): string[] {
  const full = domainname ? `${hostname}.${domainname}` : hostname;
  const short = full.split(".", 1)[0] ?? full;
  return short === full ? [full] : [full, short];
}

/** `NAME:ADDRESS` as `--add-host` has it; `host-gateway` stands for the default bridge's gateway. */
export function extraHost(spec: string, gateway: string): HostLine {
  const colon = spec.indexOf(":");
  const name = colon < 0 ? spec : spec.slice(0, colon);
  const address = spec.slice(colon + 1).replace(/^\[(.*)\]$/, "$1");
  return { address: address === "host-gateway" ? gateway : address, names: [name] };
}
