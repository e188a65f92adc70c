import { DnsError } from "../../../kernel/network.ts";
import { isErrno } from "../../../std/errno.ts";
import type { Tool } from "../../lib/flavour.ts";
import { BadOption, parseOptions } from "../../lib/options.ts";
import { userName } from "../../lib/users.ts";
import { connectTo } from "./client.ts";

const LONG = { "dbname:": "d", "host:": "h", "port:": "p", "username:": "U", quiet: "q", "timeout:": "t" };

/** Whether a PostgreSQL server takes connections: 0 yes, 1 it is starting, 2 no answer. */
export const pgIsready: Tool = async (p) => {
  let o: ReturnType<typeof parseOptions>;
  try {
    o = parseOptions({ short: "d:h:p:U:qt:", long: LONG }, p.argv.slice(1));
  } catch (e) {
    if (!(e instanceof BadOption)) throw e;
    await p.write(2, `pg_isready: ${e.message}\npg_isready: hint: Try "pg_isready --help" for more information.\n`);
    return 3;
  }
  const port = Number(o.value("p") ?? p.env.get("PGPORT") ?? 5432);
  const host = o.value("h") ?? p.env.get("PGHOST");
  const shown = `${host ?? "/var/run/postgresql"}:${port}`;
  const say = async (text: string) => {
    if (!o.has("q")) await p.write(1, `${shown} - ${text}\n`);
  };
  try {
    // Where no password is asked for it goes as far as logging in, which the server's log shows.
    const trusted = host === undefined || host.startsWith("/") || host === "localhost" || host === "127.0.0.1";
    if (trusted) {
      const user = o.value("U") ?? p.env.get("PGUSER") ?? userName(p.files, p.credentials.uid) ?? "root";
      const database = o.value("d") ?? p.env.get("PGDATABASE") ?? user;
      const place =
        host === undefined || host.startsWith("/")
          ? { socket: `/var/run/postgresql/.s.PGSQL.${port}` }
          : { address: "127.0.0.1", port };
      const found = await connectTo(p, place, { user, password: undefined, database });
      if ("failure" in found && found.failure.state === "57P03") {
        await say("rejecting connections");
        return 1;
      }
      if ("close" in found) found.close();
    } else (await p.connect(host, port, { timeout: 3_000_000 })).close();
  } catch (e) {
    if (!isErrno(e) && !(e instanceof DnsError)) throw e;
    await say("no response");
    return 2;
  }
  await say("accepting connections");
  return 0;
};
