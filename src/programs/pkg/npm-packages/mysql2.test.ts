import { expect, test } from "vitest";
import { withServer } from "./testing/with-server.ts";

// MySQL's clients against the simulated server, in one container.

test("mysql2: callbacks, promises, values in their places, errors", async () => {
  const got = await withServer(
    ["mysqld"],
    [["mysql2", "3.12.0"]],
    `
const mysql = require("mysql2");
const c = mysql.createConnection({ host: "localhost", user: "root", password: "pw", database: "shop" });
c.query("create table goods (id int auto_increment primary key, name varchar(20), price int)", (e) => {
  console.log(e);
  c.query("insert into goods set ?", { name: "it's tea", price: 3 }, async (e2, r) => {
    console.log(e2, r.insertId, r.affectedRows);
    const [rows, fields] = await c.promise().execute("select * from goods where price > ?", [1]);
    console.log(rows, fields.map((f) => f.name), mysql.format("select ?? from ?? where a in (?)", ["x", "t", [1, "b"]]));
    try { await c.promise().query("select * from nothing"); } catch (x) { console.log(x.code, x.errno, x.sqlMessage); }
    c.end();
    const pool = require("mysql2/promise").createPool({ host: "localhost", user: "root", password: "pw", database: "shop" });
    console.log((await pool.query("select count(*) as n from goods"))[0]);
    await pool.end();
    mysql.createConnection({ host: "127.0.0.1", user: "root", password: "no" }).connect((x) => console.log(x.code, x.fatal));
  });
});
`,
  );
  expect(got).toEqual({
    stdout: `null
null 1 1
[ { id: 1, name: "it's tea", price: 3 } ] [ 'id', 'name', 'price' ] select \`x\` from \`t\` where a in (1, 'b')
ER_NO_SUCH_TABLE 1146 Table 'shop.nothing' doesn't exist
[ { n: 1 } ]
ER_ACCESS_DENIED_ERROR true
`,
    stderr: "",
    status: 0,
  });
}, 60_000);
