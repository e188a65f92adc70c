import { DnsError } from "../../../kernel/network.ts";
import { isErrno } from "../../../std/errno.ts";
import type { Tool } from "../../lib/flavour.ts";
import { BadOption, parseOptions } from "../../lib/options.ts";

const LONG = { "dbname:": "d", "host:": "h", "port:": "p", "username:": "U", quiet: "q", "timeout:": "t" };

/** Whether a PostgreSQL server takes connections: 0 yes, 2 no answer. */
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
    const connection =
      host === undefined || host.startsWith("/")
        ? await p.connectUnix(`/var/run/postgresql/.s.PGSQL.${port}`)
        : await p.connect(host, port, { timeout: 3_000_000 });
    connection.close();
  } catch (e) {
    if (!isErrno(e) && !(e instanceof DnsError)) throw e;
    await say("no response");
    return 2;
  }
  await say("accepting connections");
  return 0;
};
