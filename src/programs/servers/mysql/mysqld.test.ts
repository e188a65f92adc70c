import { expect, test } from "vitest";
import { SIGNALS } from "../../../kernel/signal.ts";
import { createNet } from "../testing.ts";

/** A log without its times, and the name of the file that the check of the options is given. */
const told = (log: string) =>
  log.replace(/^\t?\d{4}-\d\d-\d\d[ T][\d:.]+(?:Z|\+00:00) /gm, "").replace(/\/tmp\/tmp\.\w+/, "/tmp/tmp.X");

const START = `0 [System] [MY-015015] [Server] MySQL Server - start.
0 [System] [MY-010116] [Server] /usr/sbin/mysqld (mysqld 8.4.7) starting as process 1
1 [System] [MY-013576] [InnoDB] InnoDB initialization has started.
1 [System] [MY-013577] [InnoDB] InnoDB initialization has ended.
0 [Warning] [MY-010068] [Server] CA certificate ca.pem is self signed.
0 [System] [MY-013602] [Server] Channel mysql_main configured to support TLS. Encrypted connections are now supported for this channel.
0 [Warning] [MY-011810] [Server] Insecure configuration for --pid-file: Location '/var/run/mysqld' in the path is accessible to all OS users. Consider choosing a different directory.
0 [System] [MY-011323] [Server] X Plugin ready for connections. Bind-address: '::' port: 33060, socket: /var/run/mysqld/mysqlx.sock
0 [System] [MY-010931] [Server] /usr/sbin/mysqld: ready for connections. Version: '8.4.7'  socket: '/var/run/mysqld/mysqld.sock'  port: 3306  MySQL Community Server - GPL.
`;
const STOP = (user: string, id: number) =>
  `${id} [System] [MY-013172] [Server] Received SHUTDOWN from user ${user}. Shutting down mysqld (Version: 8.4.7).
0 [System] [MY-010910] [Server] /usr/sbin/mysqld: Shutdown complete (mysqld 8.4.7)  MySQL Community Server - GPL.
0 [System] [MY-015016] [Server] MySQL Server - end.
`;

const WARNING = "mysql: [Warning] Using a password on the command line interface can be insecure.\n";

test("an existing folder: the start, a shutdown by signal and one by a statement that only an administrator may say", async () => {
  const net = createNet();
  const files = { "/var/lib/mysql/x": "", "/etc/mysql/conf.d/a.cnf": "[mysqld]\nmax_connections = 42 # few\n" };
  const notes = { mysqld: "8.4.7", mysql: "8.4.7", mysqladmin: "8.4.7" };
  const db = net.box("db", files, notes);
  const first = db.start("mysqld", { MYSQL_ROOT_PASSWORD: "pw", MYSQL_USER: "ann", MYSQL_PASSWORD: "a" });
  await net.pass(10);
  await first.stop(SIGNALS.SIGTERM);
  const second = db.start("mysqld");
  await net.pass(5);
  expect(await db.run("mysql -uroot -ppw -Ne 'select @@max_connections'")).toBe(`${WARNING}42\n`);
  expect(await db.run("mysqladmin -uann -pa shutdown")).toBe(
    "mysqladmin: [Warning] Using a password on the command line interface can be insecure.\nmysqladmin: shutdown failed; error: 'Access denied; you need (at least one of) the SHUTDOWN privilege(s) for this operation'\n=> 1\n",
  );
  expect(
    told(await second.stop(SIGNALS.SIGTERM))
      .split("\n")
      .slice(-13)
      .join("\n"),
  ).toBe(START + STOP("<via user signal>", 0));
  const third = db.start("mysqld");
  await net.pass(5);
  expect(await db.run("mysql -uroot -ppw -e shutdown")).toBe(WARNING);
  await net.pass(2);
  expect(told(third.output()).endsWith(STOP("root", 8))).toBe(true);
});

test("a new folder without a word on root's password, and an option that there is none of", async () => {
  const db = createNet().box("db", { "/var/lib/mysql/x": "" }, { mysqld: "8.4.7" });
  expect(told(await db.run("mysqld"))).toBe(
    "[ERROR] [Entrypoint]: Database is uninitialized and password option is not specified\n    You need to specify one of the following as an environment variable:\n    - MYSQL_ROOT_PASSWORD\n    - MYSQL_ALLOW_EMPTY_PASSWORD\n    - MYSQL_RANDOM_ROOT_PASSWORD\n=> 1\n",
  );
  expect(told(await db.run("mysqld --verison=3 --max-connections=9"))).toBe(
    "[ERROR] [Entrypoint]: mysqld failed while attempting to check config\n\tcommand was: mysqld --verison=3 --max-connections=9 --verbose --help --log-bin-index=/tmp/tmp.X\n0 [ERROR] [MY-000067] [Server] unknown variable 'verison=3'.\n0 [ERROR] [MY-010119] [Server] Aborting\n=> 1\n",
  );
  expect(await db.run("mysqld --skip-grant-tables")).toBe(
    "drydock: mysqld's skip_grant_tables is not simulated\n=> 1\n",
  );
});

test("a temporary table goes with its connection", async () => {
  const net = createNet();
  const db = net.box("db", { "/var/lib/mysql/x": "" }, { mysqld: "8.4.7", mysql: "8.4.7" });
  db.start("mysqld", { MYSQL_ROOT_PASSWORD: "pw", MYSQL_DATABASE: "app" });
  await net.pass(10);
  const run = (sql: string) => db.run(`mysql -uroot -ppw -N app -e '${sql}'`);
  expect(await run("create temporary table t (a int); insert into t values (1); select * from t; show tables")).toBe(
    `${WARNING}1\n`,
  );
  expect(await run("select * from t")).toBe(
    `${WARNING}ERROR 1146 (42S02) at line 1: Table 'app.t' doesn't exist\n=> 1\n`,
  );
});
