// A small REST-like layer over a pool, as courses write it.
const { Pool } = require("pg");
const pool = new Pool({ connectionString: "postgres://postgres:secret@localhost:5432/postgres" });
const query = (text, params) => pool.query(text, params);
async function main() {
  await query(`CREATE TABLE IF NOT EXISTS todos (
    id SERIAL PRIMARY KEY,
    title VARCHAR(100) NOT NULL,
    done BOOLEAN DEFAULT FALSE,
    priority INT DEFAULT 1 CHECK (priority BETWEEN 1 AND 5),
    created_at TIMESTAMPTZ DEFAULT NOW()
  )`);
  await query("TRUNCATE todos RESTART IDENTITY");
  const titles = ["milk", "bread", "it's tea"];
  for (const [i, t] of titles.entries()) {
    const { rows: [todo] } = await query("INSERT INTO todos (title, priority) VALUES ($1, $2) RETURNING id, title, done, priority", [t, i + 1]);
    console.log("created", todo);
  }
  const { rows, rowCount } = await query("SELECT id, title FROM todos WHERE priority >= $1 ORDER BY priority DESC", [2]);
  console.log(rowCount, rows);
  console.log((await query("UPDATE todos SET done = NOT done WHERE id = $1 RETURNING *", [1])).rows.map(({ created_at, ...t }) => ({ ...t, dated: created_at instanceof Date })));
  console.log((await query("SELECT * FROM todos WHERE id = $1", [99])).rows[0]);
  console.log((await query("DELETE FROM todos WHERE id = $1", [99])).rowCount);
  for (const body of [{ title: null }, { title: "x", priority: 9 }, { title: "y".repeat(101), priority: 1 }, { title: "z", priority: "high" }])
    try {
      await query("INSERT INTO todos (title, priority) VALUES ($1, $2)", [body.title, body.priority]);
    } catch (err) {
      switch (err.code) {
        case "23502": console.log(400, `${err.column} is required`); break;
        case "23514": console.log(400, `violates ${err.constraint}`); break;
        default: console.log(500, err.code, err.message);
      }
    }
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const a = await client.query("SELECT count(*) FROM todos");
    await client.query("DELETE FROM todos");
    const b = await client.query("SELECT count(*)::int FROM todos");
    console.log(a.rows[0], b.rows[0]);
    throw new Error("changed my mind");
  } catch (e) {
    await client.query("ROLLBACK");
    console.log("rolled back:", e.message);
  } finally {
    client.release();
  }
  console.log((await query("SELECT done, count(*)::int AS n, json_agg(title ORDER BY title) AS titles FROM todos GROUP BY done ORDER BY done")).rows);
  console.log((await query("SELECT title FROM todos WHERE title = ANY($1::text[]) ORDER BY title", [["milk", "bread"]])).rows);
  console.log((await query("SELECT title FROM todos WHERE title ILIKE '%' || $1 || '%'", ["TEA"])).rows);
  console.log((await query("SELECT * FROM generate_series(1, $1::int) AS n WHERE n % $2 = 0", [10, 3])).rows);
  console.log((await query({ text: "SELECT $1::date AS d, $2::timestamp AS t, $3::numeric AS n, $4::jsonb AS j", values: ["2024-02-29", "2024-01-02 03:04:05", 1.10, { a: [1, "b"] }] })).rows);
  try { await query("SELECT * FROM todo"); } catch (err) { console.log(err); }
  try { await query("INSERT INTO todos (id, title) VALUES (1, 'dup')"); } catch (err) { console.log(err); }
  try { await query("SELECT $1, $2", ["a"]); } catch (err) { console.log(err.message, err.code); }
  await query("DROP TABLE todos");
  await pool.end();
}
main().catch((e) => { console.error(e); process.exit(1); });
