import { DnsError } from "../../kernel/network.ts";
import { isErrno } from "../../std/errno.ts";
import { type Call, defineTool } from "../lib/tool.ts";

const LONG = {
  alias: "a",
  "all-fqdns": "A",
  boot: "b",
  domain: "d",
  fqdn: "f",
  long: "f",
  "file:": "F",
  "ip-address": "i",
  "all-ip-addresses": "I",
  short: "s",
};

/** Shows or (root) sets the host's name. `-i` looks the name up, `-I` lists the interfaces' addresses. */
export const hostname = defineTool(
  {
    name: "hostname",
    syntax: { short: "aAbdfF:iIs", long: LONG },
    busybox: { short: "sidfF:" },
    badStatus: 255,
    busyboxBadStatus: 1,
    usage: "[-b] {hostname|-F file}         set host name (from file)",
    version: "net-tools) 3.23",
  },
  async (c) => {
    const o = c.options;
    const file = o.value("F");
    const name = file === undefined ? c.operands[0] : firstLine(c, file);
    if (name !== undefined) return await set(c, name);
    await c.out.write(`${await shown(c)}\n`);
    return c.status;
  },
);

/** BusyBox's name for `hostname -d`. */
export const dnsdomainname = defineTool(
  { name: "dnsdomainname", syntax: { short: "" }, badStatus: 255, busyboxBadStatus: 1, usage: "" },
  async (c) => {
    const name = c.p.hostname;
    const domain = canonical(c, name).replace(/^[^.]*\.?/, "");
    if (domain !== "") await c.out.write(`${domain}\n`);
    return 0;
  },
);

async function shown(c: Call): Promise<string> {
  const name = c.p.hostname;
  const dot = name.indexOf(".");
  switch (c.options.last("a", "A", "d", "f", "i", "I", "s")) {
    case "s":
      return dot < 0 ? name : name.slice(0, dot);
    case "d":
      return canonical(c, name).replace(/^[^.]*\.?/, "");
    case "f":
      return canonical(c, name);
    case "a":
      return "";
    case "i":
      return (await look(c, name)).join(" ");
    case "I":
      return `${addresses(c).join(" ")} `;
    case "A":
      return `${name} `;
    default:
      return name;
  }
}

/** The first name on the line of /etc/hosts that has this one: the name with its domain. */
function canonical(c: Call, name: string): string {
  if (!c.p.files.exists("/etc/hosts")) return name;
  for (const line of c.p.files.readText("/etc/hosts").split("\n")) {
    const [, ...names] = line.replace(/#.*/, "").split(/\s+/);
    if (names.includes(name)) return names[0] ?? name;
  }
  return name;
}

async function look(c: Call, name: string): Promise<string[]> {
  try {
    return await c.p.resolve(name);
  } catch (e) {
    if (!(e instanceof DnsError)) throw e;
    return await c.fail(c.flavour.pick("Name or service not known", `${name}: Name or service not known`));
  }
}

function addresses(c: Call): string[] {
  return c.p.network
    .interfaces()
    .flatMap((i) => (i.name === "lo" ? [] : i.addresses.map((a) => a.split("/")[0] ?? "")));
}

function firstLine(c: Call, path: string): string {
  const lines = c.p.files.readText(path).split("\n");
  return lines.find((line) => line !== "" && !line.startsWith("#"))?.trim() ?? "";
}

async function set(c: Call, name: string): Promise<number> {
  try {
    c.p.setHostname(name);
    return 0;
  } catch (e) {
    if (!isErrno(e)) throw e;
    const gnu = e.code === "EPERM" ? "you must be root to change the host name" : `name too long`;
    return await c.fail(c.flavour.pick(gnu, `sethostname: ${e.strerror}`));
  }
}
