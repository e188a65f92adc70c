const { Client, Pool, types } = require("pg");
const config = { host: "127.0.0.1", user: "postgres", password: process.env.PW || "secret", database: process.env.DB || "postgres" };
(async () => {
  const c = new Client(config);
  await c.connect();
  console.log(c.user, c.database, c.host, c.port);
  let r = await c.query("DROP TABLE IF EXISTS users");
  console.log(r.command, r.rowCount, r.rows, r.fields);
  r = await c.query("CREATE TABLE users (id serial PRIMARY KEY, name text NOT NULL, email varchar(50) UNIQUE, age int, score numeric(5,2), big bigint, ok boolean, born date, at timestamp, tz timestamptz, tags text[], nums int[], data jsonb, raw json, f double precision, u uuid, b bytea, iv interval, t time)");
  console.log(r.command, r.rowCount, r.oid);
  r = await c.query("INSERT INTO users (name, email, age, score, big, ok, born, at, tz, tags, nums, data, raw, f, u, b, iv, t) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18) RETURNING *", ["Ann", "ann@x.org", 30, 12.5, "9007199254740993", true, "1990-05-01", new Date(Date.UTC(2024, 0, 2, 3, 4, 5)), new Date(Date.UTC(2024, 0, 2, 3, 4, 5, 678)), ["a", "b c", null], [1, 2, 3], { k: [1, { z: null }] }, JSON.stringify([1, 2]), 1.5, "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", Buffer.from("hi"), "1 day 02:00:00", "10:30"]);
  console.log(r.command, r.rowCount);
  console.log(r.rows[0]);
  console.log(r.fields.map((f) => [f.name, f.dataTypeID, f.dataTypeSize, f.dataTypeModifier, f.format]).slice(0, 6));
  console.log(Object.keys(r), r.constructor.name);
  r = await c.query("INSERT INTO users (name, email) VALUES ($1, $2), ('Cid', NULL)", ["Bob", "bob@x.org"]);
  console.log(r.command, r.rowCount, r.rows);
  r = await c.query({ text: "SELECT id, name FROM users WHERE id > $1 ORDER BY id", values: [0], rowMode: "array" });
  console.log(r.rows, r.rowCount);
  r = await c.query({ name: "by-id", text: "SELECT name FROM users WHERE id = $1", values: [1] });
  console.log(r.rows);
  r = await c.query({ name: "by-id", text: "SELECT name FROM users WHERE id = $1", values: [2] });
  console.log(r.rows);
  r = await c.query("SELECT count(*), sum(age), avg(age), max(age), 1::smallint AS s, 2::int8 AS l, 1.5 AS n, 'x' AS t, NULL AS z, true AS b, now() IS NOT NULL AS now FROM users");
  console.log(r.rows[0]);
  r = await c.query("UPDATE users SET age = age + 1 WHERE age IS NOT NULL");
  console.log(r.command, r.rowCount);
  r = await c.query("DELETE FROM users WHERE name = $1", ["Cid"]);
  console.log(r.command, r.rowCount);
  r = await c.query("SELECT 1 AS a; SELECT 2 AS b");
  console.log(r.map((x) => x.rows));
  for (const [sql, values] of [
    ["SELEC 1"], ["SELECT * FROM nowhere"], ["SELECT nope FROM users"], ["INSERT INTO users (name) VALUES (NULL)"],
    ["INSERT INTO users (name, email) VALUES ('x', 'ann@x.org')"], ["SELECT $1::int", ["abc"]], ["SELECT 1/0"], ["INSERT INTO users (name, age) VALUES ($1, $2)", ["y", "old"]],
    ["SELECT $1 + $2", [1]], ["DROP TABLE missing"], ["SELECT foo(1)"],
  ]) {
    try { await c.query(sql, values); console.log("no error", sql); } catch (e) {
      console.log(e.name, e.code, e.severity, e.message, "|", e.detail, "|", e.hint, "|", e.position, "|", e.table, e.column, e.constraint, e.schema, e.routine !== undefined, e instanceof Error, e.constructor.name);
    }
  }
  c.query("SELECT $1::text AS x", ["cb"], (err, res) => { console.log(err, res.rows); });
  r = await c.query("SELECT $1::text AS a, $2::int AS b, $3::boolean AS c, $4::jsonb AS d, $5 AS e", ["t", 5, false, { q: 1 }, null]);
  console.log(r.rows);
  r = await c.query("SELECT * FROM users WHERE id = ANY($1)", [[1, 2]]);
  console.log(r.rowCount);
  r = await c.query("SELECT * FROM users WHERE name LIKE $1 AND age > $2 LIMIT $3", ["A%", 10, 1]);
  console.log(r.rows.length, typeof r.rows[0].born, r.rows[0].born instanceof Date);
  await c.query("BEGIN");
  await c.query("INSERT INTO users (name) VALUES ('tx')");
  await c.query("ROLLBACK");
  console.log((await c.query("SELECT count(*)::int AS n FROM users")).rows[0].n);
  c.on("notice", (n) => console.log("notice:", n.severity, n.message, n.code));
  await c.query("DO $$ BEGIN RAISE NOTICE 'hello %', 1; END $$");
  await c.query("DROP TABLE IF EXISTS nothing_here");
  console.log(c.escapeIdentifier('we"ird'), c.escapeLiteral("it's \\ x"));
  c.on("end", () => console.log("end"));
  await c.end();
  try { await c.query("SELECT 1"); } catch (e) { console.log(e.message); }
})().catch((e) => console.log("FAILED", e));
