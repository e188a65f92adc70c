import type { Connection } from "../../kernel/network.ts";
import type { Process } from "../../kernel/process.ts";
import { isErrno } from "../../std/errno.ts";
import { SECOND } from "../../std/time.ts";
import { runCommand } from "../lib/run-command.ts";
import { type Call, defineTool } from "../lib/tool.ts";
import { lookUp } from "./lib/resolve.ts";

/** Connects or listens and copies: OpenBSD's netcat, and BusyBox's (Alpine's knows -z and -v, Debian's does not). */
export const nc = defineTool(
  {
    name: "nc",
    syntax: { short: "46CdhklNnp:q:s:tuUvw:zi:" },
    busybox: { short: "lp:w:i:f:e:s:nuvzk" },
    usage: "[-46CDdFhklNnrStUuvZz] [destination] [port]",
  },
  async (c) => {
    const o = c.options;
    if (c.flavour.busybox && c.flavour.banner.includes("Debian"))
      for (const name of ["z", "v", "n", "u", "s", "k"])
        if (o.has(name)) return await c.badUsage(undefined, `invalid option -- '${name}'`);
    for (const name of ["u", "U", "f"]) if (o.has(name)) return await c.fail(`drydock: nc -${name} is not simulated`);
    return o.has("l") ? await listen(c) : await connect(c);
  },
);

async function connect(c: Call): Promise<number> {
  const { p, options: o } = c;
  const [host, range] = c.operands;
  if (host === undefined || range === undefined) {
    if (c.flavour.busybox) return await c.badUsage(undefined);
    await p.write(
      2,
      "usage: nc [-46CDdFhklNnrStUuvZz] [-I length] [-i interval] [-M ttl]\n\t  [-m minttl] [-O length] [-P proxy_username] [-p source_port]\n\t  [-q seconds] [-s sourceaddr] [-T keyword] [-V rtable] [-W recvlimit]\n\t  [-w timeout] [-X proxy_protocol] [-x proxy_address[:port]]\n\t  [destination] [port]\n",
    );
    return 1;
  }
  const addresses = await lookUp(p, host);
  if (!addresses)
    return await c.fail(
      c.flavour.busybox
        ? `bad address '${host}'`
        : `getaddrinfo for host "${host}" port ${range}: Name or service not known`,
    );
  const [first = 0, last = first] = range.split("-").map(Number);
  if (!/^\d+(-\d+)?$/.test(range))
    return await c.fail(c.flavour.busybox ? `bad port '${range}'` : `port number invalid: ${range}`);
  let status = 1;
  for (let port = first; port <= last; port++) {
    const opened = await open(c, host, addresses, port);
    if (!opened) continue;
    status = 0;
    if (o.has("z")) {
      opened.close();
      continue;
    }
    return await talk(c, opened);
  }
  return status;
}

async function open(
  c: Call,
  host: string,
  addresses: readonly string[],
  port: number,
): Promise<Connection | undefined> {
  const { p, options: o } = c;
  const wait = o.value("w");
  for (const address of addresses) {
    try {
      const connection = await p.connect(address, port, wait === undefined ? {} : { timeout: Number(wait) * SECOND });
      if (o.has("v"))
        await p.write(
          2,
          c.flavour.busybox
            ? `${host} (${address}:${port}) open\n`
            : `Connection to ${host}${host === address ? "" : ` (${address})`} ${port} port [tcp/${service(port)}] succeeded!\n`,
        );
      return connection;
    } catch (e) {
      if (!isErrno(e)) throw e;
      const last = address === addresses.at(-1);
      if (c.flavour.busybox) {
        if (!last) continue;
        const zeroOnly = o.has("z") && !o.has("v");
        if (!zeroOnly)
          await p.write(
            2,
            o.has("v")
              ? `nc: ${host} (${address}:${port}): ${e.strerror}\n`
              : `nc: can't connect to remote host (${address}): ${e.strerror}\n`,
          );
      } else if (o.has("v") || !o.has("z")) {
        const words = e.code === "ETIMEDOUT" ? "Operation now in progress" : e.strerror;
        if (o.has("v"))
          await p.write(
            2,
            `nc: connect to ${host}${host === address ? "" : ` (${address})`} port ${port} (tcp) ${e.code === "ETIMEDOUT" ? "timed out" : "failed"}: ${words}\n`,
          );
      }
    }
  }
  return undefined;
}

const SERVICES: Readonly<Record<number, string>> = {
  21: "ftp",
  22: "ssh",
  25: "smtp",
  53: "domain",
  80: "http",
  443: "https",
  3306: "mysql",
  5432: "postgresql",
  6379: "redis",
  8080: "http-alt",
};

function service(port: number): string {
  return SERVICES[port] ?? "*";
}

async function listen(c: Call): Promise<number> {
  const { p, options: o } = c;
  const port = Number(o.value("p") ?? c.operands.at(-1));
  if (!Number.isInteger(port)) return await c.badUsage("missing port");
  if (!c.flavour.busybox && o.has("v")) await p.write(2, `Listening on 0.0.0.0 ${port}\n`);
  if (c.flavour.busybox && o.has("v")) await p.write(2, `listening on [::]:${port} ...\n`);
  try {
    const listener = p.listen(c.flavour.busybox ? "::" : "0.0.0.0", port);
    const again = o.count("l") > 1 || o.has("k");
    for (;;) {
      const connection = await listener.accept();
      if (!again) listener.close();
      const { address, port: from } = connection.remote;
      if (o.has("v"))
        await p.write(
          2,
          c.flavour.busybox
            ? `connect to [::ffff:${connection.local.address}]:${port} from [::ffff:${address}]:${from} ([::ffff:${address}]:${from})\n`
            : `Connection received on ${p.reverse(address) ?? address} ${from}\n`,
        );
      const command = o.value("e");
      if (command === undefined) await talk(c, connection);
      else if (again) {
        p.thread(async () => {
          await serveWith(p, connection, [command, ...c.operands]);
        });
        continue;
      } else return await serveWith(p, connection, [command, ...c.operands]);
      if (!again) return 0;
    }
  } catch (e) {
    if (!isErrno(e)) throw e;
    return await c.fail(c.flavour.busybox ? `bind: ${e.strerror}` : e.strerror);
  }
}

/** `-e`: a program with the connection as its input and output. */
async function serveWith(p: Process, connection: Connection, argv: readonly string[]): Promise<number> {
  const fd = p.descriptorOf(connection);
  const status = await runCommand(p, argv.length === 1 ? (argv[0] ?? "").split(" ") : argv, {
    fds: { 0: fd, 1: fd, 2: fd },
  });
  p.close(fd);
  return typeof status === "number" ? status : 1;
}

/** Copies both ways; it ends when the other side does, or after -w seconds of silence. */
async function talk(c: Call, connection: Connection): Promise<number> {
  const { p, options: o } = c;
  const program = o.value("e");
  if (program !== undefined && !o.has("l")) return await serveWith(p, connection, [program]);
  const up = p.thread(async () => {
    try {
      if (!o.has("d")) for (let chunk = await p.read(0); chunk; chunk = await p.read(0)) await connection.write(chunk);
      if (c.flavour.busybox || o.has("N") || o.has("q")) connection.shutdown();
    } catch (e) {
      if (!isErrno(e)) throw e;
    }
  });
  const wait = o.value("w");
  const silence = wait === undefined ? undefined : Number(wait) * SECOND;
  const fd = p.descriptorOf(connection);
  try {
    for (;;) {
      if (silence !== undefined && (await p.poll([fd], silence)) === undefined) break;
      const chunk = await p.read(fd);
      if (!chunk) break;
      await p.write(1, chunk);
    }
  } catch (e) {
    if (!isErrno(e)) throw e;
  } finally {
    up.cancel();
    p.close(fd);
  }
  return 0;
}
