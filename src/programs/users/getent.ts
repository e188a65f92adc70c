import { isErrno } from "../../std/errno.ts";
import { GROUP, PASSWD, SHADOW } from "../lib/accounts.ts";
import { type Call, defineTool } from "../lib/tool.ts";
import { lookUp } from "../net/lib/resolve.ts";

/** The files behind the databases, and the fields that a key may match. */
const FILES: Readonly<Record<string, readonly [path: string, name: number, id: number | undefined]>> = {
  passwd: [PASSWD, 0, 2],
  group: [GROUP, 0, 2],
  shadow: [SHADOW, 0, undefined],
  gshadow: ["/etc/gshadow", 0, undefined],
};
const TABLES = ["services", "protocols", "networks", "rpc", "ethers", "netgroup", "aliases"];
const HOSTS = ["hosts", "ahosts", "ahostsv4", "ahostsv6"];

/** Looks entries up in the machine's databases: users, groups, hosts. */
export const getent = defineTool(
  {
    name: "getent",
    syntax: { short: "+s:iA", long: { "service:": "s", "no-idn": "i", "no-addrconfig": "A" } },
    usage: "[OPTION...] database [key ...]",
    version: "Debian GLIBC 2.41) 2.41",
  },
  async (c) => {
    const [database, ...keys] = c.operands;
    const hint = `Try \`${c.name} --help' or \`${c.name} --usage' for more information.\n`;
    if (database === undefined) {
      await c.p.write(2, `${c.name}: wrong number of arguments\n`);
      await c.out.write(hint);
      return 1;
    }
    if (HOSTS.includes(database)) return await hosts(c, database, keys);
    const [path, name = 0, id] = FILES[database] ?? (TABLES.includes(database) ? [`/etc/${database}`] : []);
    if (path === undefined) {
      await c.p.write(2, `Unknown database: ${database}\n`);
      await c.out.write(hint);
      return 1;
    }
    const separator = FILES[database] ? ":" : /\s+/;
    const rows = lines(c, path);
    if (!keys.length) for (const line of rows) await c.out.write(`${line}\n`);
    for (const key of keys) {
      const found = rows.find((line) => {
        const fields = line.split(separator);
        return fields[name] === key || (id !== undefined && /^\d+$/.test(key) && fields[id] === key);
      });
      if (found === undefined) c.status = 2;
      else await c.out.write(`${found}\n`);
    }
    return c.status;
  },
);

function lines(c: Call, path: string): string[] {
  try {
    return c.p.files
      .readText(path)
      .split("\n")
      .map((line) => line.replace(/#.*/, "").trimEnd())
      .filter((line) => line !== "");
  } catch (e) {
    if (!isErrno(e)) throw e;
    return [];
  }
}

/** Names of /etc/hosts first, then the name server's. */
async function hosts(c: Call, database: string, keys: readonly string[]): Promise<number> {
  const own = lines(c, "/etc/hosts").map((line) => line.split(/\s+/));
  if (!keys.length)
    for (const [address = "", ...names] of own) {
      const shown = four(address);
      if (shown !== undefined) await c.out.write(row(shown, names.join(" ")));
    }
  for (const key of keys)
    if (!(await (database === "hosts" ? host(c, key, own) : addresses(c, database, key, own)))) c.status = 2;
  return c.status;
}

/** One line: IPv6 before IPv4, with all of its names. */
async function host(c: Call, key: string, own: readonly string[][]): Promise<boolean> {
  if (isAddress(key)) {
    const names =
      own
        .find(([address]) => address === key)
        ?.slice(1)
        .join(" ") ?? c.p.reverse(key);
    if (names === undefined) return false;
    await c.out.write(row(key, names));
    return true;
  }
  const entries = own.filter((entry) => entry.slice(1).includes(key));
  const entry = entries.find(([address]) => address?.includes(":")) ?? entries[0];
  const [address, ...names] = entry ?? [(await lookUp(c.p, key))?.[0], key];
  if (address === undefined) return false;
  await c.out.write(row(address, names.join(" ")));
  return true;
}

/** Three lines for each address, one for each kind of socket. */
async function addresses(c: Call, database: string, key: string, own: readonly string[][]): Promise<boolean> {
  const entries = own.filter(([address = "", ...names]) => names.includes(key) || address === key);
  const wanted = (address: string) =>
    database === "ahostsv6" ? (address.includes(":") ? address : `::ffff:${address}`) : four(address);
  const family = database === "ahostsv6" ? 6 : 4;
  const known = entries.length ? entries.map(([address = ""]) => address) : isAddress(key) ? [key] : [];
  const all = known.length ? known : ((await lookUp(c.p, key, family)) ?? []);
  const shown = all.flatMap((address) => wanted(address) ?? []);
  let name = key;
  for (const address of shown)
    for (const kind of ["STREAM", "DGRAM", "RAW"]) {
      await c.out.write(`${address.padEnd(15)} ${kind.padEnd(6)} ${name}\n`);
      name = "";
    }
  return shown.length > 0;
}

function isAddress(text: string): boolean {
  return /^\d+(?:\.\d+){3}$|:/.test(text);
}

/** As IPv4: the loopback of IPv6 counts as IPv4's, no other address has a counterpart. */
function four(address: string): string | undefined {
  if (!address.includes(":")) return address;
  return address === "::1" ? "127.0.0.1" : undefined;
}

function row(address: string, names: string): string {
  return `${address.padEnd(15)} ${names}\n`;
}
