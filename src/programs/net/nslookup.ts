import { DnsError } from "../../kernel/network.ts";
import { type Call, defineTool } from "../lib/tool.ts";
import { nameServers } from "./lib/resolve.ts";

/** Asks the name server about a name or an address: BIND's form, and BusyBox's. It does not look into /etc/hosts. */
export const nslookup = defineTool(
  { name: "nslookup", syntax: { short: "" }, usage: "[HOST] [SERVER]", raw: true },
  async (c) => {
    const words = c.operands.filter((w) => !w.startsWith("-"));
    const type = c.operands
      .map((w) => /^-(?:type|query|q|t)=(\w+)$/i.exec(w)?.[1]?.toLowerCase())
      .find((t) => t !== undefined);
    const [name, given] = words;
    if (name === undefined) {
      if (!c.flavour.busybox) return await c.fail("drydock: nslookup without a name is not simulated");
      return await c.badUsage(undefined);
    }
    const server = given ?? nameServers(c.p)[0] ?? "127.0.0.1";
    if (c.flavour.busybox && !server.startsWith("127.") && c.p.network.routes().length === 0)
      return await c.fail(`can't connect to remote host (${server}): Network is unreachable`);
    const found = await ask(c, name);
    return c.flavour.busybox ? await busybox(c, name, server, found, type) : await bind(c, name, server, found, type);
  },
);

type Found =
  | { readonly kind: "addresses"; readonly four: readonly string[]; readonly six: readonly string[] }
  | { readonly kind: "name"; readonly name: string; readonly question: string }
  | { readonly kind: "none"; readonly code: "NXDOMAIN" | "SERVFAIL" };

async function ask(c: Call, name: string): Promise<Found> {
  if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) {
    const question = `${name.split(".").reverse().join(".")}.in-addr.arpa`;
    const back = c.p.reverse(name);
    return back === undefined ? { kind: "none", code: "NXDOMAIN" } : { kind: "name", name: back, question };
  }
  if (name === "localhost" || name === c.p.hostname) return { kind: "none", code: "NXDOMAIN" };
  try {
    const all = await c.p.resolve(name);
    return { kind: "addresses", four: all.filter((a) => !a.includes(":")), six: all.filter((a) => a.includes(":")) };
  } catch (e) {
    if (e instanceof DnsError) return { kind: "none", code: e.code };
    throw e;
  }
}

async function busybox(c: Call, name: string, server: string, found: Found, type: string | undefined): Promise<number> {
  const { p } = c;
  await p.write(1, `Server:\t\t${server}\nAddress:\t${server}:53\n\n`);
  const sections = type === undefined ? ["a", "aaaa"] : [type];
  if (found.kind === "none") {
    for (const _ of found.code === "NXDOMAIN" && /^[\d.]+$/.test(name) ? ["ptr"] : sections)
      await p.write(1, `** server can't find ${name}: ${found.code}\n\n`);
    return 1;
  }
  if (found.kind === "name") {
    await p.write(1, `Non-authoritative answer:\n${found.question}\tname = ${found.name}\n\n`);
    return 0;
  }
  for (const section of sections) {
    const addresses = section === "a" ? found.four : section === "aaaa" ? found.six : [];
    const lines = addresses.map((a) => `Name:\t${name}\nAddress: ${a}\n`).join("");
    await p.write(1, `Non-authoritative answer:\n${lines}\n`);
  }
  return 0;
}

async function bind(c: Call, name: string, server: string, found: Found, type: string | undefined): Promise<number> {
  const { p } = c;
  if (found.kind === "name") {
    await p.write(1, `${found.question}\tname = ${found.name}.\n\n`);
    return 0;
  }
  await p.write(1, `Server:\t\t${server}\nAddress:\t${server}#53\n\n`);
  if (found.kind === "none") {
    await p.write(1, `** server can't find ${name}: ${found.code}\n\n`);
    return 1;
  }
  const addresses = type === "aaaa" ? found.six : type === "a" ? found.four : [...found.four, ...found.six];
  await p.write(1, "Non-authoritative answer:\n");
  for (const a of addresses) await p.write(1, `Name:\t${name}\nAddress: ${a}\n`);
  if (addresses.length === 0) await p.write(1, `*** Can't find ${name}: No answer\n`);
  await p.write(1, "\n");
  return 0;
}
