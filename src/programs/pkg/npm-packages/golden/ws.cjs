// npm: ws
// order: any
const WebSocket = require("ws"); const { WebSocketServer } = WebSocket; const http = require("http");
const log = (...a) => console.log(...a);
const server = http.createServer((q, r) => r.end("page"));
const wss = new WebSocketServer({ server, path: "/ws" });
wss.on("connection", (ws, req) => {
  log("conn", req.url, wss.clients.size);
  ws.on("message", (d, bin) => { log("srv got", d, bin); if (String(d) === "bye") ws.close(4001, "ok bye"); else wss.clients.forEach((c) => c.readyState === WebSocket.OPEN && c.send("all: " + d)); });
  ws.on("close", (c, r) => log("srv close", c, String(r), wss.clients.size));
  ws.on("pong", () => log("pong")); ws.ping();
  ws.send(JSON.stringify({ hi: 1 }));
});
server.listen(0, () => {
  const { port } = server.address(); const c = new WebSocket(`ws://localhost:${port}/ws?x=1`);
  try { c.send("early"); } catch (e) { log(e.message); }
  c.on("open", () => { log("open", c.readyState, c.protocol); c.send("hello"); c.send(Buffer.from([1, 2])); c.send("x".repeat(70000)); });
  let n = 0; c.on("message", (d, bin) => { log("cli got", String(d).slice(0, 30), String(d).length, bin); if (++n === 4) c.send("bye"); });
  c.on("close", (code, r) => { log("cli close", code, String(r), c.readyState); c.send("late", (e) => log(e.message));
    const d = new WebSocket(`ws://localhost:${port}/nope`); d.on("error", (e) => log("err", e.message)); d.on("close", (code) => { log("closed", code);
      const e = new WebSocket(`ws://localhost:1/`); e.onerror = (ev) => log("onerror", ev.type, ev.message.replace(/.*ECONN/, "ECONN")); e.onclose = (ev) => { log("onclose", ev.code, ev.wasClean);
        const own = new WebSocket.Server({ port: 0 }, () => { log("listening", typeof own.address().port); http.get({ port: own.address().port }, (r) => { log(r.statusCode); r.resume(); const f = new WebSocket(`ws://127.0.0.1:${own.address().port}`, "chat"); f.addEventListener("message", (m) => { log("ev", m.data, f.protocol); f.terminate(); }); f.on("close", (k) => { log("term", k); own.close(() => { log("own closed"); server.close(() => log("all closed")); }); }); }); }); own.on("connection", (s) => s.send("w")); }; }); });
});
try { new WebSocket("nope"); } catch (e) { log(e.name, e.message); }
try { new WebSocketServer({}); } catch (e) { log(e.name, e.message); }
