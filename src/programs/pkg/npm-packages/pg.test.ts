import { expect, test } from "vitest";
import { withServer } from "./testing/with-server.ts";

// PostgreSQL's client against the simulated server, in one container.

test("pg: queries with values, types, errors, a pool", async () => {
  const got = await withServer(
    ["postgres"],
    [["pg", "8.13.1"]],
    `
const { Client, Pool } = require("pg");
(async () => {
  const c = new Client({ user: "postgres", password: "pw" });
  await c.connect();
  await c.query("create table t (id serial primary key, name text, n integer, ok boolean)");
  const r = await c.query("insert into t (name, n, ok) values ($1, $2, $3) returning *", ["Ann", 5, true]);
  console.log(r.command, r.rowCount, r.rows, r.fields.map((f) => f.name));
  console.log((await c.query("update t set n = n + 1")).rowCount, (await c.query({ text: "select n from t where name = $1", values: ["Ann"], rowMode: "array" })).rows);
  try { await c.query("select nope from t"); } catch (e) { console.log(e.name, e.code, e.severity, e.position, e.message); }
  c.query("select count(*) from t", (e, res) => { console.log(e, res.rows); c.end(); });
  const pool = new Pool({ connectionString: "postgres://postgres:pw@localhost:5432/postgres", max: 2 });
  console.log((await Promise.all([1, 2, 3].map((i) => pool.query("select $1::integer as i", [i])))).map((x) => x.rows[0].i), pool.totalCount);
  await pool.end();
})();
`,
  );
  expect(got).toEqual({
    stdout: `INSERT 1 [ { id: 1, name: 'Ann', n: 5, ok: true } ] [ 'id', 'name', 'n', 'ok' ]
1 [ [ 6 ] ]
error 42703 ERROR 8 column "nope" does not exist
null [ { count: '1' } ]
[ 1, 2, 3 ] 2
`,
    stderr: "",
    status: 0,
  });
}, 60_000);
