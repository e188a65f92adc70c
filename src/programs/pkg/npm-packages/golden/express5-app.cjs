// npm: express cors cookie-parser ejs
process.env.NODE_ENV = "test"; const express = require("express"), cors = require("cors"), cookieParser = require("cookie-parser"), fs = require("fs"), path = require("path");
fs.mkdirSync("views/partials", { recursive: true }); fs.mkdirSync("public/css", { recursive: true });
fs.writeFileSync("views/index.ejs", "<h1><%= title %></h1>\n<ul>\n<% items.forEach((i) => { -%>\n  <li><%= i.name %>: <%- i.html %></li>\n<% }) %>\n</ul>\n<%- include('partials/footer', { year: 2024 }) %>\n<%# comment %>\n");
fs.writeFileSync("views/partials/footer.ejs", "<footer><%= year %> <%= typeof user === 'undefined' ? 'guest' : user %></footer>");
fs.writeFileSync("views/broken.ejs", "<p>\n<%= missing.name %>\n</p>\n"); fs.writeFileSync("views/syntax.ejs", "<% if (x) { %>\n");
fs.writeFileSync("public/index.html", "<h1>static</h1>"); fs.writeFileSync("public/css/a.css", "a{}"); fs.writeFileSync("public/data.json", "{}"); fs.writeFileSync("public/.env", "S=1"); fs.writeFileSync("public/big.txt", "0123456789");
const app = express();
let port;
const skip = /^(date|connection|keep-alive|last-modified)$/;
const go = async (m, p, body, h, full) => {
  const r = await fetch("http://localhost:" + port + p, { method: m, redirect: "manual", body: body && typeof body === "object" && !(body instanceof URLSearchParams) && !Buffer.isBuffer(body) ? JSON.stringify(body) : body, headers: { ...(body && typeof body === "object" && !(body instanceof URLSearchParams) && !Buffer.isBuffer(body) ? { "content-type": "application/json" } : {}), ...h } });
  const t = (await r.text()).replace(/<br>.*<\/pre>/s, "<br></pre>");
  console.log(m, p, r.status, r.statusText, t.slice(0, 300), JSON.stringify(Object.fromEntries([...r.headers].filter(([k, v]) => !skip.test(k) && !(k === "content-length" && r.status >= 400) && !(k === "etag" && /-1[0-9a-f]{10}"/.test(v))).map(([k, v]) => [k, v.replace(/Expires=[^;,]*, [^;]*/g, "Expires=T")]))));
};
app.set("view engine", "ejs"); app.set("views", path.join(__dirname, "views")); app.locals.user = "ann";
app.use(cors({ origin: ["http://a.com", /b\.org$/], credentials: true, exposedHeaders: ["X-A"], maxAge: 60 }));
app.use(cookieParser("s3cret"));
app.use(express.json({ limit: "1kb" })); app.use(express.urlencoded({ extended: true })); app.use(express.text()); app.use(express.raw({ type: "application/octet-stream" }));
app.use(express.static("public", { maxAge: "1d", extensions: ["html"], setHeaders: (res, p) => res.set("X-File", path.basename(p)) }));
app.get("/page", (req, res) => res.render("index", { title: "<Hi> & 'you'", items: [{ name: "a<b", html: "<b>x</b>" }, { name: "c", html: "" }] }));
app.get("/page-cb", (req, res) => res.render("index", { title: "t", items: [] }, (e, html) => res.send(String(e) + html.length)));
app.get("/broken", (req, res) => res.render("broken")); app.get("/no-view", (req, res) => res.render("nothing")); app.get("/syntax", (req, res) => res.render("syntax"));
app.post("/echo", (req, res) => res.json({ body: Buffer.isBuffer(req.body) ? req.body.toString("hex") : req.body ?? "undefined", type: req.get("content-type") ?? null, is: req.is("application/json") }));
app.get("/cookies", (req, res) => { res.cookie("plain", "v"); res.cookie("obj", { a: 1 }); res.cookie("signed", "yes", { signed: true, httpOnly: true, sameSite: "strict", secure: true, path: "/x", domain: "e.com" }); res.cookie("age", "1", { maxAge: 60000, partitioned: true }); res.clearCookie("old", { path: "/y" }); res.json({ cookies: req.cookies, signed: req.signedCookies }); });
app.get("/async", async () => { await null; throw new Error("from async"); });
app.get("/file", (req, res) => res.sendFile("big.txt", { root: "public", headers: { "x-h": "1" }, maxAge: 5000 })); app.get("/file-rel", (req, res) => res.sendFile("big.txt")); app.get("/dl", (req, res) => res.download("public/big.txt")); app.get("/up", (req, res) => res.sendFile("../package.json", { root: "public" }));
app.get("/{*splat}", (req, res, next) => { if (req.path.startsWith("/w/")) return res.json(req.params); next(); });
app.use((err, req, res, next) => { console.log("handler", err.name, err.message.split("\n")[0], err.status, err.type); if (req.query.default) return next(err); res.status(err.status || 500).render ? res.status(err.status || 500).json({ message: err.message, status: err.status }) : 0; });
const server = app.listen(0, async (err) => {
  port = server.address().port; console.log("listening", err);
  for (const p of ["/", "/index", "/css/a.css", "/css", "/css/", "/data.json", "/.env", "/big.txt", "/page", "/page-cb", "/broken", "/broken?default=1", "/no-view", "/syntax", "/async", "/async?default=1", "/file", "/file-rel", "/dl", "/up", "/w/a/b", "/nothing", "/a%2fb"]) await go("GET", p);
  await go("GET", "/big.txt", undefined, { range: "bytes=2-4" }); await go("GET", "/big.txt", undefined, { range: "bytes=50-" }); await go("GET", "/big.txt", undefined, { range: "bytes=-3" }); await go("HEAD", "/big.txt"); await go("POST", "/big.txt");
  await go("POST", "/echo", { a: 1, b: [true, null] }); await go("POST", "/echo", '{"a":', { "content-type": "application/json" }); await go("POST", "/echo", '"str"', { "content-type": "application/json" }); await go("POST", "/echo", { x: "y".repeat(2000) });
  await go("POST", "/echo", new URLSearchParams("a=1&b[]=2&b[]=3&c[d][e]=f&g=x+y%26z")); await go("POST", "/echo", "plain text", { "content-type": "text/plain" }); await go("POST", "/echo", Buffer.from([1, 2, 255]), { "content-type": "application/octet-stream" }); await go("POST", "/echo"); await go("POST", "/echo", "x", { "content-type": "application/xml" }); await go("POST", "/echo", "", { "content-type": "application/json" }); await go("POST", "/echo", '{"a":1}', { "content-type": "application/json; charset=latin1" }); await go("POST", "/echo", '{"a":1}', { "content-type": "application/json", "content-encoding": "br2" });
  await go("GET", "/cookies", undefined, { cookie: "a=1; b=%20x; j=j%3A%7B%22z%22%3A1%7D; bad=s%3Aval.nope" });
  await go("GET", "/data.json", undefined, { origin: "http://a.com" }); await go("GET", "/data.json", undefined, { origin: "http://evil.com" }); await go("OPTIONS", "/echo", undefined, { origin: "http://x.b.org", "access-control-request-method": "PUT", "access-control-request-headers": "x-custom" });
  server.close();
});
