// npm: express express-session
const express = require("express"); const session = require("express-session");
const app = express(); app.use(express.json());
app.use(session({ secret: ["keyboard cat", "old"], resave: false, saveUninitialized: false, name: "sid", cookie: { maxAge: 60000, sameSite: "lax" } }));
app.get("/", (q, r) => { r.json({ views: q.session.views ?? 0, user: q.session.user ?? null, id: typeof q.sessionID, keys: Object.keys(q.session) }); });
app.post("/hit", (q, r) => { q.session.views = (q.session.views ?? 0) + 1; r.send("hit " + q.session.views); });
app.post("/login", (q, r, next) => { q.session.regenerate((e) => { if (e) return next(e); q.session.user = q.body.user; q.session.save((e2) => { if (e2) return next(e2); r.redirect("/"); }); }); });
app.post("/logout", (q, r) => q.session.destroy((e) => { r.clearCookie("sid"); r.send("bye " + e + " " + q.session); }));
app.get("/touch", (q, r) => { r.json({ m: q.session.cookie.originalMaxAge, h: q.session.cookie.httpOnly, e: q.session.cookie.expires instanceof Date }); });
const s = app.listen(0, async () => {
  const base = "http://localhost:" + s.address().port; let jar = "";
  const go = async (m, p, b) => { const r = await fetch(base + p, { method: m, redirect: "manual", headers: { ...(jar ? { cookie: jar } : {}), ...(b ? { "content-type": "application/json" } : {}) }, body: b && JSON.stringify(b) }); const c = r.headers.getSetCookie(); if (c.length) { jar = c.at(-1).split(";")[0]; } console.log(m, p, r.status, (await r.text()).slice(0, 90), c.map((x) => x.replace(/=[^;]*/, "=V").replace(/Expires=[^;]*/, "Expires=T"))); };
  await go("GET", "/"); await go("POST", "/hit"); await go("POST", "/hit"); await go("GET", "/"); const old = jar; await go("POST", "/login", { user: "ada" }); console.log(old !== jar); await go("GET", "/"); await go("GET", "/touch"); jar = old; await go("GET", "/"); jar = "sid=s%3Afake.sig"; await go("GET", "/"); jar = ""; await go("POST", "/hit"); await go("POST", "/logout"); await go("GET", "/"); s.close();
});
