import { DnsError } from "../../kernel/network.ts";
import { defineTool } from "../lib/tool.ts";

/** The short way to ask the name server. */
export const host = defineTool(
  { name: "host", syntax: { short: "t:4v" }, usage: "[-t type] {hostname} [server]" },
  async (c) => {
    const [name, server] = c.operands;
    if (name === undefined) return await c.badUsage(undefined);
    if (server !== undefined)
      await c.out.write(`Using domain server:\nName: ${server}\nAddress: ${server}#53\nAliases: \n\n`);
    if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) {
      const question = `${name.split(".").reverse().join(".")}.in-addr.arpa`;
      const back = c.p.reverse(name);
      await c.out.write(
        back === undefined
          ? `Host ${question}. not found: 3(NXDOMAIN)\n`
          : `${question} domain name pointer ${back}.\n`,
      );
      return back === undefined ? 1 : 0;
    }
    try {
      const all = await c.p.resolve(name);
      for (const a of all) await c.out.write(`${name} has ${a.includes(":") ? "IPv6 " : ""}address ${a}\n`);
      return 0;
    } catch (e) {
      if (!(e instanceof DnsError)) throw e;
      await c.out.write(`Host ${name} not found: ${e.code === "NXDOMAIN" ? "3(NXDOMAIN)" : "2(SERVFAIL)"}\n`);
      return 1;
    }
  },
);
