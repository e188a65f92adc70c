const mysql = require("mysql2");
const c = mysql.createConnection({ host: "127.0.0.1", port: Number(process.env.DB_PORT || 3306), user: "root", password: "pw" });
c.connect((err) => {
  if (err) throw err;
  console.log("connected", typeof c.threadId);
  c.query("CREATE DATABASE m01", (e, result) => {
    console.log(e, result);
    c.query("USE m01", (e2, r2) => {
      console.log(e2, r2);
      c.query("CREATE TABLE users (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(50) NOT NULL, email VARCHAR(80) UNIQUE, score DECIMAL(6,2), born DATE, made DATETIME, active BOOLEAN DEFAULT TRUE, tags JSON, ratio DOUBLE)", (e3, r3) => {
        console.log(e3, r3);
        c.query("INSERT INTO users (name, email, score, born, made, tags, ratio) VALUES (?, ?, ?, ?, ?, ?, ?)", ["Ann", "ann@x.org", 12.5, "1990-05-06", "2024-01-02 03:04:05", JSON.stringify({ a: [1, 2] }), 0.1], (e4, r4) => {
          console.log(e4, r4);
          console.log(r4.insertId, r4.affectedRows, r4.constructor.name);
          c.query("SELECT * FROM users", (e5, rows, fields) => {
            console.log(rows);
            console.log(rows[0].constructor.name, rows[0].name);
            console.log(fields.map((f) => f.name));
            console.log(fields.map((f) => f.type ?? f.columnType));
            console.log(typeof rows[0].score, rows[0].born instanceof Date, typeof rows[0].tags, typeof rows[0].active);
            c.query("UPDATE users SET name = ? WHERE id = ?", ["Anna", 1], (e6, r6) => {
              console.log(r6);
              c.query("UPDATE users SET name = ? WHERE id = ?", ["Anna", 1], (e6b, r6b) => {
                console.log(r6b.affectedRows, r6b.changedRows, r6b.info);
                c.query("DELETE FROM users WHERE id = 99", (e7, r7) => {
                  console.log(r7);
                  c.query("DROP DATABASE m01", (e8, r8) => {
                    console.log(r8.affectedRows);
                    c.end((e9) => console.log("ended", e9));
                  });
                });
              });
            });
          });
        });
      });
    });
  });
});
