import type { Value } from "../sql/ast.ts";
import { open, type Psql, run } from "./psql.ts";
import { table } from "./table.ts";

/** Carries out a backslash command; "quit" for \q. */
export async function metaCommand(s: Psql, line: string): Promise<"quit" | undefined> {
  const { p } = s;
  const [name = "", ...args] = line.replace(/;$/, "").split(/\s+/);
  switch (name) {
    case "\\q":
      return "quit";
    case "\\l":
    case "\\l+":
    case "\\list":
      await list(s);
      return undefined;
    case "\\dt":
    case "\\d":
    case "\\dt+":
      if (name === "\\d" && args[0] !== undefined) await describe(s, args[0]);
      else await relations(s);
      return undefined;
    case "\\du":
      await roles(s);
      return undefined;
    case "\\dn":
      await p.write(
        1,
        table(["Name", "Owner"].map(plain), [["public", "pg_database_owner"]], s.layout, "List of schemas").replace(
          /\(\d+ rows?\)\n/,
          "(1 row)\n",
        ),
      );
      return undefined;
    case "\\c":
    case "\\connect": {
      const database = args[0] ?? s.database;
      const opened = await open(p, {
        user: s.user,
        database,
        host: s.host,
        port: s.port,
        password: p.env.get("PGPASSWORD"),
        ask: true,
      });
      if (typeof opened === "string") {
        await p.write(2, `${opened}\nPrevious connection kept\n`);
        return undefined;
      }
      s.db.close();
      s.db = opened;
      s.database = database;
      await p.write(1, `You are now connected to database "${database}" as user "${s.user}".\n`);
      return undefined;
    }
    case "\\conninfo":
      await p.write(
        1,
        `You are connected to database "${s.database}" as user "${s.user}" ${s.host === undefined ? `via socket in "/var/run/postgresql"` : `on host "${s.host}"`} at port "${s.port}".\n`,
      );
      return undefined;
    case "\\echo":
      await p.write(1, `${args.join(" ")}\n`);
      return undefined;
    case "\\i":
      for (const sql of p.files.readText(args[0] ?? "").split(";")) await run(s, sql, sql);
      return undefined;
    case "\\?":
      await p.write(
        1,
        "\\l databases  \\c NAME connect  \\dt tables  \\d NAME a table  \\du roles  \\conninfo  \\i FILE  \\q leave\n",
      );
      return undefined;
    case "\\timing":
    case "\\x":
    case "\\pset":
    case "\\set":
    case "\\copy":
    case "\\h":
    case "\\e":
      await p.write(2, `drydock: psql's ${name} is not simulated\n`);
      return undefined;
    default:
      await p.write(2, `invalid command ${name}\nTry \\? for help.\n`);
      return undefined;
  }
}

const plain = (name: string) => ({ name, numeric: false });

/** Rows that the server keeps about itself, asked for by a statement of our own. */
async function ask(s: Psql, what: string): Promise<readonly (readonly Value[])[]> {
  const reply = await s.db.ask(`SHOW drydock ${what}`);
  return reply && "result" in reply ? reply.result.rows : [];
}

async function list(s: Psql): Promise<void> {
  const names = await ask(s, "databases");
  const rows = names.map(([name = ""]) => {
    const template = /^template[01]$/.test(String(name));
    return [
      name,
      s.user,
      "UTF8",
      "libc",
      "en_US.utf8",
      "en_US.utf8",
      "",
      "",
      template ? `=c/${s.user}          +` : "",
    ];
  });
  const columns = [
    "Name",
    "Owner",
    "Encoding",
    "Locale Provider",
    "Collate",
    "Ctype",
    "Locale",
    "ICU Rules",
    "Access privileges",
  ].map(plain);
  const shown: Value[][] = [];
  for (const row of rows) {
    shown.push(row);
    if (row[8] !== "") shown.push(["", "", "", "", "", "", "", "", `${s.user}=CTc/${s.user}`]);
  }
  const text = table(columns, shown, s.layout, "List of databases");
  await s.p.write(1, text.replace(/\(\d+ rows?\)\n/, `(${rows.length} row${rows.length === 1 ? "" : "s"})\n`));
}

async function relations(s: Psql): Promise<void> {
  const rows = await ask(s, "tables");
  if (rows.length === 0) {
    await s.p.write(2, "Did not find any tables.\n");
    return;
  }
  await s.p.write(
    1,
    table(
      ["Schema", "Name", "Type", "Owner"].map(plain),
      rows.map(([name = ""]) => ["public", name, "table", s.user]),
      s.layout,
      "List of tables",
    ),
  );
}

async function describe(s: Psql, name: string): Promise<void> {
  const rows = await ask(s, `columns ${name.replace(/^public\./, "")}`);
  if (rows.length === 0) {
    await s.p.write(2, `Did not find any relation named "${name}".\n`);
    return;
  }
  const columns = ["Column", "Type", "Collation", "Nullable", "Default"].map(plain);
  const body = table(
    columns,
    rows.map((r) => [r[0] ?? "", r[1] ?? "", "", r[2] ?? "", r[3] ?? ""]),
    s.layout,
    `Table "public.${name}"`,
  ).replace(/\(\d+ rows?\)\n\n$/, "");
  const keys = rows.filter((r) => r[4] === "primary").map((r) => String(r[0]));
  const uniques = rows.filter((r) => r[4] === "unique").map((r) => String(r[0]));
  const indexes = [
    ...(keys.length ? [`    "${name}_pkey" PRIMARY KEY, btree (${keys.join(", ")})`] : []),
    ...uniques.map((u) => `    "${name}_${u}_key" UNIQUE CONSTRAINT, btree (${u})`),
  ];
  await s.p.write(1, `${body}${indexes.length ? `Indexes:\n${indexes.join("\n")}\n` : ""}\n`);
}

async function roles(s: Psql): Promise<void> {
  const rows = await ask(s, "roles");
  const text = table(
    ["Role name", "Attributes"].map(plain),
    rows.map(([name = ""], i) => [name, i === 0 ? "Superuser, Create role, Create DB, Replication, Bypass RLS" : ""]),
    s.layout,
    "List of roles",
  );
  await s.p.write(1, text.replace(/\(\d+ rows?\)\n/, ""));
}
