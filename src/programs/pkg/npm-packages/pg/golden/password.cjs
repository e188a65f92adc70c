// A pool keeps its password from whoever lists it, and its clients have it all the same.
const { Client, Pool } = require("pg");
const pool = new Pool({ host: "db", user: "ann", password: "secret" });
const client = new pool.Client(pool.options);
console.log(Object.keys(pool.options).includes("password"), pool.options.password, client.password, client.user, client.host);
console.log(Object.keys(new Client({ password: "x" })).includes("password"), new Client("postgres://u:p%40ss@h:1/d").password);
const given = { user: "bob" };
console.log(new Client(given).password, new Client({ ...given, password: "" }).password === "");
