import { expect, test } from "vitest";
import { SIGNALS } from "../../../kernel/signal.ts";
import { createNet } from "../testing.ts";

const SCRIPT = "create table t (id serial primary key, name text);\ninsert into t (name) values ('Ann'), ('Bo');\n";

test("postgres: an init script's data are there, and after a restart; who may come in", async () => {
  const net = createNet();
  const files = { "/var/lib/postgresql/x": "", "/docker-entrypoint-initdb.d/1.sql": SCRIPT };
  const db = net.box("db", files, { postgres: "17.2", psql: "17.2" });
  const client = net.box("client", {}, { psql: "17.2" });
  const first = db.start("postgres", { POSTGRES_PASSWORD: "pw" });
  expect(await client.run("psql -h db -U postgres")).toBe(
    'psql: error: connection to server at "db" (172.17.0.2), port 5432 failed: Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?\n=> 2\n',
  );
  await net.pass(5);
  expect(await db.run("psql -U postgres -c 'select * from t'")).toBe(
    " id | name \n----+------\n  1 | Ann\n  2 | Bo\n(2 rows)\n\n",
  );
  expect(await db.run("psql -c 'select 1'")).toBe(
    'psql: error: connection to server on socket "/var/run/postgresql/.s.PGSQL.5432" failed: FATAL:  role "root" does not exist\n=> 2\n',
  );
  expect(await client.run("psql postgres://postgres:no@db/postgres")).toBe(
    'psql: error: connection to server at "db" (172.17.0.2), port 5432 failed: FATAL:  password authentication failed for user "postgres"\n=> 2\n',
  );
  expect(await client.run("psql postgres://postgres:pw@db/postgres -tAc 'select name from t order by id desc'")).toBe(
    "Bo\nAnn\n",
  );
  expect(await db.run("psql -U postgres -c 'select nope from t'")).toBe(
    'ERROR:  column "nope" does not exist\nLINE 1: select nope from t\n               ^\nHINT:  Perhaps you meant to reference the column "t.name".\n=> 1\n',
  );
  const log = (await first.stop(SIGNALS.SIGINT)).trimEnd().split("\n");
  expect(log.at(-1)?.slice(24)).toBe("UTC [1] LOG:  database system is shut down");
  db.start("postgres");
  await net.pass(1);
  expect(await db.run("pg_isready")).toBe("/var/run/postgresql:5432 - accepting connections\n");
  expect(await db.run("psql -U postgres -tAc 'select count(*) from t'")).toBe("2\n");
});

test("mysql: variables of the image make database and user; clients and their errors", async () => {
  const net = createNet();
  const db = net.box("db", { "/var/lib/mysql/x": "" }, { mysqld: "8.4.7", mysql: "8.4.7" });
  const client = net.box("client", {}, { mysql: "8.4.7" });
  const warning = "mysql: [Warning] Using a password on the command line interface can be insecure.\n";
  db.start("mysqld", { MYSQL_ROOT_PASSWORD: "pw", MYSQL_DATABASE: "app", MYSQL_USER: "ann", MYSQL_PASSWORD: "a" });
  expect(await db.run("mysql -uroot")).toBe(
    "ERROR 2002 (HY000): Can't connect to local MySQL server through socket '/var/run/mysqld/mysqld.sock' (2)\n=> 1\n",
  );
  expect(await client.run("mysql -h db -uroot")).toBe(
    "ERROR 2003 (HY000): Can't connect to MySQL server on 'db:3306' (111)\n=> 1\n",
  );
  await net.pass(10);
  expect(await client.run("mysql -h db -uann -pno")).toBe(
    `${warning}ERROR 1045 (28000): Access denied for user 'ann'@'172.17.0.3' (using password: YES)\n=> 1\n`,
  );
  const make =
    "create table t (id int auto_increment primary key, name varchar(9)); insert into t (name) values (1), (2)";
  expect(await client.run(`mysql -h db -uann -pa app -e '${make}'`)).toBe(warning);
  expect(await client.run("mysql -h db -uann -pa app -t <<< select * from t;\\n")).toBe(
    `${warning}+----+------+\n| id | name |\n+----+------+\n|  1 | 1    |\n|  2 | 2    |\n+----+------+\n`,
  );
});

test("pg_dump's script makes the same tables elsewhere; \\d shows them; another role may not read them", async () => {
  const net = createNet();
  const files = {
    "/var/lib/postgresql/x": "",
    "/docker-entrypoint-initdb.d/1.sql": `${SCRIPT}create table child (t_id int references t(id) on delete cascade, n numeric(5,2) default 1 check (n > 0));\ninsert into child values (1, 2.5);\ncreate database copy;\ncreate role ann login password 'a';\n`,
  };
  const db = net.box("db", files, { postgres: "17.2", psql: "17.2", pg_dump: "17.2" });
  db.start("postgres", { POSTGRES_PASSWORD: "pw" });
  await net.pass(5);
  const script = await db.run("pg_dump -U postgres postgres");
  expect(await db.run("psql -q -U postgres copy", script)).toBe(
    " set_config \n------------\n \n(1 row)\n\n setval \n--------\n      2\n(1 row)\n\n",
  );
  expect(await db.run("psql -U postgres copy -c '\\d child'")).toBe(`                  Table "public.child"
 Column |     Type     | Collation | Nullable | Default 
--------+--------------+-----------+----------+---------
 t_id   | integer      |           |          | 
 n      | numeric(5,2) |           |          | 1
Check constraints:
    "child_n_check" CHECK (n > 0::numeric)
Foreign-key constraints:
    "child_t_id_fkey" FOREIGN KEY (t_id) REFERENCES t(id) ON DELETE CASCADE

`);
  expect(await db.run("psql -U postgres copy -c 'insert into child values (9)'")).toBe(
    'ERROR:  insert or update on table "child" violates foreign key constraint "child_t_id_fkey"\nDETAIL:  Key (t_id)=(9) is not present in table "t".\n=> 1\n',
  );
  expect(await db.run("psql -U ann copy -tAc 'select * from child'")).toBe(
    "ERROR:  permission denied for table child\n=> 1\n",
  );
});

test("psql's variables, settings and listings with a plus; databases made and dropped by their own programs", async () => {
  const net = createNet();
  const programs = { postgres: "17.2", psql: "17.2", createdb: "17.2", dropdb: "17.2" };
  const db = net.box("db", { "/var/lib/postgresql/x": "" }, programs);
  db.start("postgres", { POSTGRES_PASSWORD: "pw" });
  await net.pass(5);
  const script =
    "create table t (id int, name text);\ninsert into t values (1, null);\n\\set v 5\nselect :v + 1 as n, :'v' as v;\n\\pset null NULL\nselect name from t \\gx\nselect id from t\n\\g\n\\dt+\nvacuum t;\ncopy t to stdout;\n";
  expect(await db.run(`psql -q -U postgres postgres <<< ${script}`)).toBe(` n | v 
---+---
 6 | 5
(1 row)

-[ RECORD 1 ]
name | NULL

 id 
----
  1
(1 row)

                                  List of relations
 Schema | Name | Type  |  Owner   | Persistence | Access method | Size  | Description 
--------+------+-------+----------+-------------+---------------+-------+-------------
 public | t    | table | postgres | permanent   | heap          | 16 kB | NULL
(1 row)

1\t\\N
`);
  expect(await db.run("createdb -U postgres shop")).toBe("");
  expect(await db.run("createdb -U postgres shop")).toBe(
    'createdb: error: database creation failed: ERROR:  database "shop" already exists\n=> 1\n',
  );
  expect(await db.run("dropdb -U postgres shop")).toBe("");
});

test("mysqldump's script can be read back; a user is let into the databases that he was given", async () => {
  const net = createNet();
  const db = net.box("db", { "/var/lib/mysql/x": "" }, { mysqld: "8.4.7", mysql: "8.4.7", mysqldump: "8.4.7" });
  const warning = (name: string) =>
    `${name}: [Warning] Using a password on the command line interface can be insecure.\n`;
  db.start("mysqld", { MYSQL_ROOT_PASSWORD: "pw", MYSQL_DATABASE: "app", MYSQL_USER: "ann", MYSQL_PASSWORD: "a" });
  await net.pass(10);
  const make =
    "create table b (id int primary key); create table a (b_id int, foreign key (b_id) references b(id)); insert into b values (1); insert into a values (1); create database other";
  await db.run(`mysql -uroot -ppw app -e '${make}'`);
  const script = (await db.run("mysqldump -uroot -ppw app")).replace(warning("mysqldump"), "");
  expect(await db.run(`mysql -uroot -ppw other <<< ${script}`)).toBe(warning("mysql"));
  expect(await db.run("mysql -uroot -ppw other -e 'insert into a values (2)'")).toBe(
    `${warning("mysql")}ERROR 1452 (23000) at line 1: Cannot add or update a child row: a foreign key constraint fails (\`other\`.\`a\`, CONSTRAINT \`a_ibfk_1\` FOREIGN KEY (\`b_id\`) REFERENCES \`b\` (\`id\`))\n=> 1\n`,
  );
  expect(await db.run("mysql -uann -pa -Ne 'show databases; use other'")).toBe(
    `${warning("mysql")}app\ninformation_schema\nperformance_schema\nERROR 1044 (42000) at line 1: Access denied for user 'ann'@'%' to database 'other'\n=> 1\n`,
  );
});
