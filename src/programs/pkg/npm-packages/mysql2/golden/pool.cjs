const mysql = require("mysql2");
const pool = mysql.createPool({ host: "127.0.0.1", port: Number(process.env.DB_PORT || 3306), user: "root", password: "pw", waitForConnections: true, connectionLimit: 2, queueLimit: 0 });
pool.on("connection", () => console.log("new connection"));
pool.on("acquire", () => console.log("acquired"));
pool.on("release", () => console.log("released"));
pool.query("SELECT 1 + 1 AS solution", (err, rows, fields) => {
  if (err) throw err;
  console.log("The solution is:", rows[0].solution);
  pool.getConnection((e, conn) => {
    console.log(e, typeof conn.query);
    conn.query("SELECT 2 AS two", (e2, r) => {
      console.log(r);
      conn.release();
      const p = pool.promise();
      (async () => {
        const all = []; for (const n of [1, 2, 3]) all.push((await p.query("SELECT ? AS n", [n]))[0][0].n);
        console.log(all);
        const one = await p.getConnection();
        console.log((await one.query("SELECT 3 AS three"))[0]);
        one.release();
        try { await p.query("SELECT nope"); } catch (x) { console.log(x.code); }
        try { await p.execute("SELECT ? AS a, ? AS b", ["x", 5]).then(([r3]) => console.log(r3)); } catch (x) { console.log(x); }
        await p.end();
        console.log("pool ended");
        try { await p.query("SELECT 1"); } catch (x) { console.log(x.message, x.code); }
      })();
    });
  });
});
