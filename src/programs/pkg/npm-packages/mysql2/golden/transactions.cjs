const mysql = require("mysql2/promise");
(async () => {
  const pool = mysql.createPool({ host: "127.0.0.1", port: Number(process.env.DB_PORT || 3306), user: "root", password: "pw", namedPlaceholders: true, dateStrings: true });
  await pool.query("CREATE DATABASE m05");
  await pool.query("CREATE TABLE m05.acc (id INT PRIMARY KEY, owner VARCHAR(20), bal DECIMAL(10,2), at DATETIME, d DATE)");
  await pool.query("INSERT INTO m05.acc VALUES (1, 'a', 100, '2024-01-01 10:00:00', '2024-01-01'), (2, 'b', 50, NULL, NULL)");
  const c = await pool.getConnection();
  try {
    await c.beginTransaction();
    await c.query("UPDATE m05.acc SET bal = bal - 30 WHERE id = 1");
    await c.query("UPDATE m05.acc SET bal = bal + 30 WHERE id = 2");
    await c.commit();
    console.log("committed");
  } catch (e) { await c.rollback(); console.log("rolled back", e.message); }
  console.log((await c.query("SELECT * FROM m05.acc"))[0]);
  try {
    await c.beginTransaction();
    await c.query("DELETE FROM m05.acc");
    throw new Error("changed my mind");
  } catch (e) { await c.rollback(); console.log(e.message); }
  console.log((await c.query("SELECT COUNT(*) AS n FROM m05.acc"))[0][0].n);
  console.log((await c.execute("SELECT owner FROM m05.acc WHERE id = :id", { id: 2 }))[0]);
  console.log((await pool.execute("SELECT :a AS a, :b AS b", { a: "1", b: null }))[0]);
  console.log((await pool.query("SELECT owner, bal, at, d FROM m05.acc ORDER BY id"))[0]);
  c.release();
  await pool.query("DROP DATABASE m05");
  await pool.end();
})();
