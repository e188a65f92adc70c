import type { Tool } from "../lib/flavour.ts";

/** The network tools, by the name that binaries carry. */
export const networkTools: Readonly<Record<string, () => Promise<Tool>>> = {
  arp: async () => (await import("./arp.ts")).arp,
  curl: async () => (await import("./curl/curl.ts")).curl,
  dig: async () => (await import("./dig.ts")).dig,
  host: async () => (await import("./host.ts")).host,
  ifconfig: async () => (await import("./ifconfig.ts")).ifconfig,
  ip: async () => (await import("./ip.ts")).ip,
  nc: async () => (await import("./nc.ts")).nc,
  netcat: async () => (await import("./nc.ts")).nc,
  netstat: async () => (await import("./netstat.ts")).netstat,
  nslookup: async () => (await import("./nslookup.ts")).nslookup,
  ping: async () => (await import("./ping.ts")).ping,
  ping6: async () => (await import("./ping.ts")).ping,
  route: async () => (await import("./route.ts")).route,
  ss: async () => (await import("./ss.ts")).ss,
  telnet: async () => (await import("./telnet.ts")).telnet,
  traceroute: async () => (await import("./traceroute.ts")).traceroute,
  wget: async () => (await import("./wget/wget.ts")).wget,
};
