// A small data layer as a course has it.
const mysql = require("mysql2/promise");
const pool = mysql.createPool({ host: "127.0.0.1", port: Number(process.env.DB_PORT || 3306), user: "root", password: "pw", connectionLimit: 5 });
async function init() {
  await pool.query("CREATE DATABASE IF NOT EXISTS m08");
  await pool.query(`CREATE TABLE IF NOT EXISTS m08.todos (
    id INT AUTO_INCREMENT PRIMARY KEY,
    title VARCHAR(255) NOT NULL,
    completed BOOLEAN NOT NULL DEFAULT FALSE,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
  )`);
}
const all = async () => (await pool.query("SELECT id, title, completed FROM m08.todos ORDER BY id"))[0];
const add = async (title) => { const [r] = await pool.execute("INSERT INTO m08.todos (title) VALUES (?)", [title]); return { id: r.insertId, title }; };
const done = async (id) => (await pool.execute("UPDATE m08.todos SET completed = TRUE WHERE id = ?", [id]))[0].affectedRows > 0;
const del = async (id) => (await pool.execute("DELETE FROM m08.todos WHERE id = ?", [id]))[0].affectedRows;
(async () => {
  await init();
  await init();
  console.log(await all());
  console.log(await add("Learn Docker"), await add("It's \"quoted\" 🎉"));
  console.log(await done(1), await done(99));
  console.log(await all());
  console.table(await all());
  console.log(JSON.stringify(await all()));
  const [[{ total }]] = await pool.query("SELECT COUNT(*) AS total FROM m08.todos WHERE completed = ?", [true]);
  console.log(total);
  console.log((await pool.query("SELECT created_at IS NOT NULL AS made FROM m08.todos LIMIT ?, ?", [0, 1]))[0]);
  console.log(await del(1), await del(1));
  try { await add(null); } catch (e) { console.log(e.code, e.sqlMessage); }
  try { await pool.query("SELECT * FROM m08.todos WHERE titel = 'x'"); } catch (e) { console.log(e.message); }
  const rows = await pool.query("SELECT title FROM m08.todos WHERE title LIKE ?", ["%quoted%"]);
  console.log(rows[0], rows.length);
  await pool.query("DROP DATABASE m08");
  await pool.end();
})();
