// order: any
const { Client, Pool, types, DatabaseError, Query } = require("pg");
const config = { host: "127.0.0.1", user: "postgres", password: process.env.PW || "secret", database: process.env.DB || "postgres" };
(async () => {
  const pool = new Pool({ ...config, max: 2, idleTimeoutMillis: 100 });
  pool.on("connect", () => console.log("pool connect"));
  pool.on("acquire", () => {});
  pool.on("remove", () => console.log("pool remove"));
  console.log(pool.totalCount, pool.idleCount, pool.waitingCount);
  let r = await pool.query("SELECT $1::int AS n", [1]);
  console.log(r.rows, pool.totalCount, pool.idleCount);
  const client = await pool.connect();
  try {
    await client.query("DROP TABLE IF EXISTS acc");
    await client.query("CREATE TABLE acc (id int PRIMARY KEY, v int CHECK (v >= 0))");
    await client.query("BEGIN");
    await client.query("INSERT INTO acc VALUES (1, 100), (2, 0)");
    await client.query("COMMIT");
    await client.query("BEGIN");
    try {
      await client.query("UPDATE acc SET v = v - 500 WHERE id = 1");
      await client.query("COMMIT");
    } catch (e) {
      console.log("rolled back:", e.message, e.code, e.constraint);
      try { await client.query("SELECT 1"); } catch (e2) { console.log(e2.message, e2.code); }
      await client.query("ROLLBACK");
    }
  } finally {
    client.release();
  }
  console.log((await pool.query("SELECT * FROM acc ORDER BY id")).rows);
  const many = await Promise.all([1, 2, 3, 4, 5].map((i) => pool.query("SELECT $1::int * 10 AS x", [i])));
  console.log(many.map((m) => m.rows[0].x), pool.totalCount, pool.waitingCount);
  try { client.release(); } catch (e) { console.log(e.message); }
  pool.query("SELECT 1 AS one", (err, res) => console.log(err, res.rows));
  await new Promise((r) => setTimeout(r, 300));
  console.log(pool.totalCount);
  const listener = new Client(config);
  await listener.connect();
  const heard = new Promise((resolve) => listener.on("notification", (m) => { console.log(m.channel, m.payload, typeof m.processId); if (m.payload === "two") resolve(); }));
  await listener.query("LISTEN news");
  await pool.query("NOTIFY news, 'one'");
  await pool.query("SELECT pg_notify('news', 'two')");
  await heard;
  await listener.end();
  await pool.end();
  try { await pool.query("SELECT 1"); } catch (e) { console.log(e.message); }
  try { await pool.end(); } catch (e) { console.log(e.message); }
  for (const bad of [{ ...config, database: "nope" }, { ...config, user: "ghost" }, { ...config, port: 5999 }]) {
    const c = new Client(bad);
    try { await c.connect(); } catch (e) { console.log(e.name, e.code, e.severity, e.message, e.errno, e.syscall, e.port); }
    await c.end().catch(() => {});
  }
  types.setTypeParser(20, (v) => Number(v));
  types.setTypeParser(types.builtins.NUMERIC, parseFloat);
  const c = new Client(`postgresql://postgres:secret@127.0.0.1:5432/${config.database}?application_name=me`);
  await c.connect();
  console.log((await c.query("SELECT count(*) AS n, 1.50 AS d, '{1.5,2}'::numeric[] AS a FROM acc")).rows);
  console.log((await c.query("SELECT current_setting('application_name') AS app, '\\x6869'::bytea AS b, '{a,\"b,c\",NULL}'::text[] AS t, '{{1,2},{3,4}}'::int[] AS m, 'Infinity'::float8 AS inf, '01:02:03'::interval AS iv, '1 year 2 mons 3 days'::interval AS iv2")).rows[0]);
  const q = new Query("SELECT generate_series(1, 3) AS g");
  const result = c.query(q);
  q.on("row", (row) => console.log("row", row));
  q.on("end", () => console.log("query end"));
  q.on("error", (e) => console.log(e));
  await new Promise((r) => setTimeout(r, 50));
  console.log(new DatabaseError("x", 5, "error").message, Object.keys(types.builtins).slice(0, 5));
  await c.end();
})().catch((e) => console.log("FAILED", e));
