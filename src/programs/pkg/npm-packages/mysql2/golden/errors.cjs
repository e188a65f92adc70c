const mysql = require("mysql2/promise");
const base = { host: "127.0.0.1", port: Number(process.env.DB_PORT || 3306), user: "root", password: "pw" };
const show = (e) => console.log(e.name, "|", e.code, "|", e.errno, "|", e.sqlState, "|", e.sqlMessage, "|", e.message, "|", e.sql, "|", e instanceof Error);
async function main() {
  const c = await mysql.createConnection(base);
  await c.query("CREATE DATABASE m03"); await c.query("USE m03");
  await c.query("CREATE TABLE p (id INT PRIMARY KEY, name VARCHAR(5) NOT NULL, n TINYINT, email VARCHAR(20) UNIQUE)");
  await c.query("CREATE TABLE k (id INT PRIMARY KEY, pid INT, FOREIGN KEY (pid) REFERENCES p(id))");
  await c.query("INSERT INTO p VALUES (1, 'a', 1, 'x')");
  for (const [sql, args] of [
    ["SELEC 1"], ["SELECT * FROM nothing"], ["SELECT nope FROM p"], ["INSERT INTO p VALUES (1, 'b', 1, 'y')"], ["INSERT INTO p VALUES (2, 'b', 1, 'x')"],
    ["INSERT INTO p VALUES (?, ?, ?, ?)", [3, null, 1, "z"]], ["INSERT INTO p VALUES (?, ?, ?, ?)", [3, "toolong", 1, "z"]], ["INSERT INTO p VALUES (?, ?, ?, ?)", [3, "x", 1000, "z"]],
    ["INSERT INTO p (id) VALUES (9)"], ["INSERT INTO k VALUES (1, 77)"], ["INSERT INTO p VALUES (1, 2)"], ["DROP TABLE p"], ["CREATE TABLE p (id INT)"], ["USE nodb"], ["CREATE DATABASE m03"], ["DROP TABLE zzz"],
  ]) {
    try { const [r] = await c.query(sql, args); console.log("OK", r); } catch (e) { show(e); }
  }
  try { await c.execute("SELECT * FROM p WHERE id = ?", [undefined]); } catch (e) { console.log(e.name, e.message); }
  try { await c.execute("SELECT * FROM nothing WHERE id = ?", [1]); } catch (e) { show(e); }
  await c.query("DROP DATABASE m03");
  await c.end();
  try { await c.query("SELECT 1"); } catch (e) { console.log(e.message, e.code, e.fatal); }
  try { await mysql.createConnection({ ...base, password: "wrong" }); } catch (e) { console.log(e.code, e.errno, e.sqlState, e.message.replace(/@'[^']*'/, "@'H'"), e.fatal); }
  try { await mysql.createConnection({ ...base, database: "nodb" }); } catch (e) { console.log(e.code, e.errno, e.sqlState, e.message, e.fatal); }
  try { await mysql.createConnection({ ...base, port: 1 }); } catch (e) { console.log(e.code, e.errno, e.message, e.fatal, e.syscall, e.address, e.port); }
}
main();
