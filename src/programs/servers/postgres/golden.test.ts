import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createNet } from "../testing.ts";

// Each script of `golden` prints with our server and psql what it prints with the real ones (`golden/record.sh`; PostgreSQL
// 18.6 of Debian). Blank lines part its steps; each script has a new database.

const folder = join(import.meta.dirname, "golden");
const scripts = readdirSync(folder).filter((f) => f.endsWith(".sql"));

const net = createNet();
const db = net.box(
  "db",
  { "/var/lib/postgresql/x": "", "/tmp/x": "" },
  { postgres: "18.6", psql: "18.6", createdb: "18.6", dropdb: "18.6" },
);
db.start("postgres", { POSTGRES_PASSWORD: "secret" });

test.each(scripts)("%s", async (file) => {
  await net.pass(5);
  await db.run("dropdb -U postgres --if-exists course");
  await db.run("createdb -U postgres course");
  for (const role of ["reader", "reader2", "writer", "team", "other", "app_user"])
    await db.run(`psql -qX -U postgres -d postgres -c 'DROP ROLE IF EXISTS ${role}'`);
  let step = 0;
  const script = readFileSync(join(folder, file), "utf8").replace(/^\n/gm, () => `\\echo @@${++step}\n`);
  const printed = await db.run("psql -X -U postgres -d course", script);
  const parts = (text: string) => text.split(/^@@\d+$/m).map((t) => t.trimEnd());
  expect(parts(printed)).toEqual(parts(readFileSync(join(folder, file.replace(/sql$/, "txt")), "utf8")));
});
