const mysql = require("mysql2");
const c = mysql.createConnection({ host: "127.0.0.1", port: Number(process.env.DB_PORT || 3306), user: "root", password: "pw", dateStrings: true, decimalNumbers: true, supportBigNumbers: true, bigNumberStrings: true,
  typeCast(field, next) { if (field.type === "TINY") return field.string() === "1"; return next(); } });
c.query("CREATE DATABASE m09");
c.query("USE m09");
c.query("CREATE TABLE t (id INT PRIMARY KEY, ok TINYINT(1), price DECIMAL(8,2), big BIGINT, day DATE)");
c.query("INSERT INTO t VALUES (1, 1, 9.90, 12345678901234567, '2024-02-03'), (2, 0, 10, 5, NULL)", (e, r) => console.log(e, r.affectedRows));
c.query("SELECT * FROM t", (e, rows) => console.log(rows));
c.query("SELECT id FROM t ORDER BY id DESC").stream().on("data", (row) => console.log("row", row)).on("end", () => {
  console.log("end of stream");
  const q = c.query("SELECT nope");
  q.on("error", (e) => console.log("event", e.code));
  c.query("SELECT ? + ? AS sum", [1, 2], function (err, results) { console.log(results); });
  c.query({ sql: "SELECT * FROM t WHERE id = ?", values: [2] }, (e, rows) => console.log(rows));
  c.query("DROP DATABASE m09", () => c.end());
});
