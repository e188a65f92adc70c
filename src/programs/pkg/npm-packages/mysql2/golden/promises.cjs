const mysql = require("mysql2/promise");
async function main() {
  const c = await mysql.createConnection({ host: "127.0.0.1", port: Number(process.env.DB_PORT || 3306), user: "root", password: "pw" });
  console.log(await c.query("CREATE DATABASE m02"));
  await c.query("USE m02");
  await c.execute("CREATE TABLE t (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(20), n INT, big BIGINT, f FLOAT, d DECIMAL(10,3), dt DATETIME, day DATE, t TIME, y YEAR, b TINYINT(1), j JSON, txt TEXT, e ENUM('a','b'), bin BLOB)");
  const [res] = await c.execute("INSERT INTO t (name, n, big, f, d, dt, day, t, y, b, j, txt, e, bin) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", ["x", 42, 9007199254740991, 1.5, 3.14159, "2024-05-06 07:08:09", "2024-05-06", "12:34:56", 2024, true, JSON.stringify({ k: [1, null, "s"] }), "long\ntext", "b", Buffer.from([1, 2, 65])]);
  console.log(res);
  const [rows, fields] = await c.query("SELECT * FROM t");
  console.log(rows);
  const [rows2] = await c.execute("SELECT * FROM t WHERE id = ?", [1]);
  console.log(rows2);
  console.log(fields.length, fields[0].name, fields[0].table ?? fields[0].orgTable, fields[0].schema ?? fields[0].db);
  console.log((await c.query("SELECT COUNT(*) AS total, SUM(n) AS s, AVG(n) AS a, MAX(d) AS m FROM t"))[0]);
  console.log((await c.execute("SELECT COUNT(*) AS total, SUM(n) AS s, AVG(n) AS a, MAX(d) AS m FROM t"))[0]);
  console.log((await c.query("SELECT 1 + 1 AS two, NOW() > '2020-01-01' AS later, NULL AS nothing, 'a' AS a, 1.50 AS dec1"))[0]);
  console.log((await c.query({ sql: "SELECT id, name FROM t", rowsAsArray: true }))[0]);
  console.log((await c.query("SELECT id FROM t WHERE 1 = 0"))[0]);
  const [many] = await c.query("INSERT INTO t (name, n) VALUES ?", [[["p", 1], ["q", 2], ["r", 3]]]);
  console.log(many);
  console.log((await c.query("SELECT name FROM t WHERE n IN (?) ORDER BY n", [[1, 2, 42]]))[0]);
  console.log((await c.query("SELECT ?? FROM ?? WHERE ?? = ?", ["name", "t", "n", 2]))[0]);
  console.log((await c.query("UPDATE t SET ? WHERE id = ?", [{ name: "zz", n: 7 }, 1]))[0].info);
  await c.query("DROP DATABASE m02");
  await c.end();
  console.log("done");
}
main().catch((e) => console.log("FAILED", e));
