const mysql = require("mysql2/promise");
(async () => {
  const url = `mysql://root:pw@127.0.0.1:${process.env.DB_PORT || 3306}`;
  const c = await mysql.createConnection(url);
  console.log((await c.query("SELECT DATABASE() AS db"))[0]);
  await c.query("CREATE DATABASE IF NOT EXISTS m07");
  await c.changeUser({ database: "m07" });
  console.log((await c.query("SELECT DATABASE() AS db"))[0]);
  await c.query("CREATE TABLE t (id BIGINT UNSIGNED AUTO_INCREMENT PRIMARY KEY, v VARCHAR(10), ts TIMESTAMP NULL)");
  console.log((await c.query("INSERT INTO t SET ?", { v: "one", ts: new Date(Date.UTC(2024, 0, 2, 3, 4, 5)) }))[0].insertId);
  console.log((await c.query("INSERT INTO t SET v = 'two'"))[0]);
  console.log((await c.query("SELECT id, v FROM t"))[0]);
  console.log(await c.ping());
  console.log((await c.query("SHOW TABLES"))[0], (await c.query("DESCRIBE t"))[0]);
  const multi = await mysql.createConnection({ uri: url, database: "m07", multipleStatements: true });
  const [res, f] = await multi.query("SELECT 1 AS a; SELECT 2 AS b; INSERT INTO t (v) VALUES ('x')");
  console.log(res, f.length);
  try { await c.query("SELECT 1; SELECT 2"); } catch (e) { console.log(e.code); }
  await multi.end();
  const st = await c.prepare("SELECT v FROM t WHERE id = ?");
  console.log((await st.execute([1]))[0], (await st.execute([2]))[0]);
  await st.close();
  console.log((await c.query({ sql: "SELECT t.id, t.v, u.v FROM t JOIN t u ON u.id = t.id WHERE t.id = 1", nestTables: true }))[0]);
  console.log((await c.query({ sql: "SELECT t.id, u.v FROM t JOIN t u ON u.id = t.id WHERE t.id = 1", nestTables: "_" }))[0]);
  console.log((await c.query({ sql: "SELECT id FROM t WHERE id = ?", values: [1], timeout: 5000 }))[0]);
  console.log(c.threadId > 0, c.config.database, typeof c.connection);
  const rows = [];
  c.connection.query("SELECT id FROM t ORDER BY id").on("result", (r) => rows.push(r)).on("end", async () => {
    console.log(rows);
    await c.query("DROP DATABASE m07");
    await c.end();
  });
})().catch((e) => console.log("FAILED", e.message));
