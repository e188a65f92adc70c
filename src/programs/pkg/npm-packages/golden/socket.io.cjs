// npm: socket.io socket.io-client
// order: any
const http = require("http"); const { Server } = require("socket.io"); const { io: connect } = require("socket.io-client");
const log = (...a) => console.log(...a); const wait = (ms) => new Promise((r) => setTimeout(r, ms));
const server = http.createServer((q, r) => r.end("home")); const io = new Server(server, { cors: { origin: "*" } });
io.use((s, next) => (s.handshake.auth.token === "bad" ? next(Object.assign(new Error("no entry"), { data: { why: 1 } })) : next()));
io.on("connection", (s) => {
  log("connected", s.handshake.auth, s.handshake.query.q, s.rooms.size, io.engine.clientsCount, io.sockets.sockets.size);
  s.data.name = s.handshake.auth.name; s.broadcast.emit("joined", s.data.name);
  s.on("chat", (m, ack) => { io.emit("chat", s.data.name, m); ack?.("got " + m); });
  s.on("room", (r) => { s.join(r); io.to(r).emit("in", r, [...s.rooms].length); s.to(r).emit("others", s.data.name); });
  s.on("bin", (b, cb) => cb(Buffer.isBuffer(b), { back: Buffer.concat([b, b]) }));
  s.on("disconnecting", () => log("leaving", s.rooms.size)); s.on("disconnect", (r) => log("gone", s.data.name, r));
  s.on("kick", () => s.disconnect()); s.on("slow", () => {});
  s.onAny((e) => log("any", e));
});
const adm = io.of("/admin"); adm.on("connection", (s) => { log("admin in"); s.emit("hi", { a: [1, null] }); });
(async () => {
  await new Promise((r) => server.listen(0, r)); const url = "http://localhost:" + server.address().port;
  const a = connect(url, { auth: { name: "ada" }, query: { q: "1" }, transports: ["websocket"] }); a.emit("chat", "early");
  for (const e of ["joined", "chat", "in", "others", "disconnect"]) a.on(e, (...x) => log("a", e, ...x));
  a.on("connect", () => log("a connect", typeof a.id, a.connected)); await wait(150);
  const b = connect(url, { auth: { name: "bob" }, forceNew: true, transports: ["websocket"] }); for (const e of ["chat", "others", "disconnect"]) b.on(e, (...x) => log("b", e, ...x)); await wait(150);
  a.emit("chat", "hello", (r) => log("ack", r)); await wait(100); a.emit("room", "r1"); await wait(50); b.emit("room", "r1"); await wait(100);
  a.emit("bin", Buffer.from("xy"), (is, o) => log("bin", is, o)); await wait(50); log(await a.emitWithAck("chat", "prom"));
  a.timeout(50).emit("slow", 1, (e) => log("slow", e.message)); await wait(120); try { await a.timeout(30).emitWithAck("slow"); } catch (e) { log("rej", e.message); }
  log((await io.in("r1").fetchSockets()).length, io.sockets.adapter.rooms.get("r1").size);
  const c = connect(url, { auth: { token: "bad" }, forceNew: true, transports: ["websocket"] }); c.on("connect_error", (e) => log("refused", e.message, e.data, e instanceof Error)); await wait(100); c.close();
  const n = connect(url + "/nope", { forceNew: true, transports: ["websocket"] }); n.on("connect_error", (e) => log(e.message)); await wait(80); n.close();
  const m = connect(url + "/admin", { forceNew: true, transports: ["websocket"] }); m.on("hi", (x) => log("admin hi", x)); await wait(80); m.close();
  try { a.emit("connect"); } catch (e) { log(e.message); }
  const body = await (await fetch(url + "/socket.io/?EIO=4&transport=polling")).text(); log(body[0], Object.keys(JSON.parse(body.slice(1))), (await (await fetch(url + "/socket.io/?EIO=4&transport=x")).text()), await (await fetch(url + "/")).text());
  const sid = JSON.parse(body.slice(1)).sid; const poll = (t) => url + "/socket.io/?EIO=4&transport=polling&sid=" + sid; log(await (await fetch(poll(), { method: "POST", body: '40{"name":"pol"}' })).text()); const one = await (await fetch(poll())).text(); log(one.slice(0, 8)); await fetch(poll(), { method: "POST", body: '42["chat","via poll"]' }); await wait(30); log((await (await fetch(poll())).text()).replace(/\x1e/g, "|"));
  b.emit("kick"); await wait(60); log(b.connected, b.active); a.disconnect(); await wait(80);
  const d = connect("http://localhost:1", { reconnectionAttempts: 2, reconnectionDelay: 20, transports: ["websocket"], timeout: 500 }); d.on("connect_error", (e) => log("ce", e.message)); d.io.on("reconnect_attempt", (k) => log("try", k)); d.io.on("reconnect_failed", () => log("failed")); await wait(400);
  await io.close(); log("closed"); setTimeout(() => process.exit(), 100);
})();
