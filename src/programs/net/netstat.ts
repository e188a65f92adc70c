import type { SocketAddress } from "../../kernel/network.ts";
import { type Call, defineTool } from "../lib/tool.ts";
import { showTable } from "./route.ts";

const LONG = {
  all: "a",
  listening: "l",
  numeric: "n",
  programs: "p",
  program: "p",
  route: "r",
  tcp: "t",
  udp: "u",
  unix: "x",
  extend: "e",
  wide: "W",
  interfaces: "i",
};

/** Sockets, routes: net-tools' form, and BusyBox's. */
export const netstat = defineTool(
  {
    name: "netstat",
    syntax: { short: "alnprtuxewWi46c", long: LONG },
    busybox: { short: "ralntuwxepW" },
    usage: "[-vWeenNac] [<AF>] -r",
    version: "net-tools) 2.10",
  },
  async (c) => {
    const o = c.options;
    // Debian's BusyBox is built without -p.
    if (c.flavour.busybox && c.flavour.banner.includes("Debian") && o.has("p"))
      return await c.badUsage(undefined, "invalid option -- 'p'");
    for (const name of ["i", "c"]) if (o.has(name)) return await c.fail(`drydock: netstat -${name} is not simulated`);
    if (o.has("r")) {
      await showTable(c, o.has("n"), true);
      return 0;
    }
    const protocols = (["tcp", "udp"] as const).filter(
      (p) => o.has(p[0] ?? "") || !(o.has("t") || o.has("u") || o.has("x") || o.has("w")),
    );
    const which = o.has("a") ? "(servers and established)" : o.has("l") ? "(only servers)" : "(w/o servers)";
    if (protocols.length || o.has("w")) await internet(c, protocols, which);
    if (o.has("x") || protocols.length === 2) {
      if (!(o.has("t") || o.has("u")))
        await c.out.write(
          `Active UNIX domain sockets ${which}\nProto RefCnt Flags       Type       State         I-Node${c.flavour.busybox ? " " : "   "}${o.has("p") ? "PID/Program name     " : ""}Path\n`,
        );
    }
    return 0;
  },
);

async function internet(c: Call, protocols: readonly ("tcp" | "udp")[], which: string): Promise<void> {
  const o = c.options;
  const programs = o.has("p") ? "PID/Program name    " : "";
  await c.out.write(
    `Active Internet connections ${which}\nProto Recv-Q Send-Q Local Address           Foreign Address         State       ${programs}\n`,
  );
  const names = o.has("p")
    ? new Map(c.p.processes().map((i) => [i.pid, i.argv[0]?.split("/").at(-1) ?? i.comm]))
    : undefined;
  const all = c.p.network.sockets();
  const isSix = (s: { readonly local: SocketAddress }) => s.local.address.includes(":");
  const sockets = [...all.filter((s) => !isSix(s)), ...all.filter(isSix)];
  for (const protocol of protocols)
    for (const s of sockets) {
      if (s.protocol !== protocol) continue;
      const listens = s.state === "LISTEN" || (s.protocol === "udp" && !s.remote);
      if (!o.has("a") && listens !== o.has("l")) continue;
      const six = s.local.address.includes(":");
      const name = !c.flavour.busybox && six ? `${protocol}6` : protocol;
      const local = place(s.local);
      const remote = s.remote ? place(s.remote) : six ? ":::*" : "0.0.0.0:*";
      const owner = names
        ? `${(s.pid === undefined ? "-" : `${s.pid}/${(names.get(s.pid) ?? "").slice(0, 20)}`).padEnd(19)} `
        : "";
      await c.out.write(
        `${name.padEnd(5)}      0      0 ${local.padEnd(23)} ${remote.padEnd(23)} ${s.state.padEnd(11)} ${owner}\n`,
      );
    }
}

function place(a: SocketAddress): string {
  return `${a.address}:${a.port}`;
}
