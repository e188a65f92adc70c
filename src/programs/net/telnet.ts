import { isErrno } from "../../std/errno.ts";
import { decode, encode } from "../../std/text.ts";
import { defineTool } from "../lib/tool.ts";
import { lookUp } from "./lib/resolve.ts";

/** Connects to a port and copies lines. Negotiation of options is not spoken; Ctrl-] leaves. */
export const telnet = defineTool(
  {
    name: "telnet",
    syntax: { short: "46aEl:e:" },
    busybox: { short: "al:" },
    usage: "[-4] [-6] [-a] [-l USER] [HOST [PORT]]",
  },
  async (c) => {
    const { p } = c;
    const [host, text = "23"] = c.operands;
    if (host === undefined) {
      if (c.flavour.busybox) return await c.badUsage(undefined);
      return await c.fail("drydock: telnet without a host is not simulated");
    }
    const addresses = await lookUp(p, host);
    if (!addresses) {
      if (c.flavour.busybox) return await c.fail(`bad address '${host}'`);
      return await c.fail(`could not resolve ${host}/${text}: Name or service not known`);
    }
    for (const address of addresses) {
      if (!c.flavour.busybox) await p.write(1, `Trying ${address}...\n`);
      try {
        const connection = await p.connect(address, Number(text));
        await p.write(
          1,
          c.flavour.busybox
            ? `Connected to ${host}\n\nEntering character mode\nEscape character is '^]'.\n\n`
            : `Connected to ${host}.\nEscape character is '^]'.\n`,
        );
        const up = p.thread(async () => {
          for (let chunk = await p.read(0); chunk; chunk = await p.read(0)) {
            if (chunk.includes(0x1d)) break;
            await connection.write(encode(decode(chunk).replaceAll(/\r?\n/g, "\r\n")));
          }
          connection.close();
        });
        try {
          for (let chunk = await connection.read(); chunk; chunk = await connection.read()) await p.write(1, chunk);
        } catch (e) {
          if (!isErrno(e)) throw e;
        }
        up.cancel();
        await p.write(
          1,
          c.flavour.busybox ? "Connection closed by foreign host\n" : "Connection closed by foreign host.\n",
        );
        return 1;
      } catch (e) {
        if (!isErrno(e)) throw e;
        if (c.flavour.busybox) return await c.fail(`can't connect to remote host (${address}): ${e.strerror}`);
        await p.write(2, `telnet: Unable to connect to remote host: ${e.strerror}\n`);
      }
    }
    return 1;
  },
);
