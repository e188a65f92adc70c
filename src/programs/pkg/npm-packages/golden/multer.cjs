// npm: express multer
const express = require("express"); const multer = require("multer"); const fs = require("fs"); const path = require("path");
const app = express(); const mem = multer({ limits: { fileSize: 20 } }); fs.mkdirSync("/app/updir", { recursive: true });
const disk = multer({ storage: multer.diskStorage({ destination: (q, f, cb) => cb(null, "/app/updir"), filename: (q, f, cb) => cb(null, "x-" + f.originalname) }), fileFilter: (q, f, cb) => (/\.exe$/.test(f.originalname) ? cb(new Error("no exe")) : cb(null, !/skip/.test(f.originalname))) });
const show = (f) => f && { ...f, buffer: f.buffer?.toString(), path: f.path };
app.post("/one", mem.single("pic"), (q, r) => r.json({ file: show(q.file), body: q.body, files: q.files }));
app.post("/many", disk.array("pics", 2), (q, r) => r.json({ files: q.files.map(show), body: q.body, on: fs.readdirSync("/app/updir").sort() }));
app.post("/fields", multer().fields([{ name: "a", maxCount: 1 }, { name: "b" }]), (q, r) => r.json(Object.fromEntries(Object.entries(q.files).map(([k, v]) => [k, v.map((f) => f.originalname)]))));
app.post("/none", multer().none(), (q, r) => r.json(q.body)); app.post("/any", multer().any(), (q, r) => r.json(q.files?.length ?? null));
app.use((e, q, r, next) => r.status(400).json({ name: e.name, code: e.code, field: e.field, message: e.message, multer: e instanceof multer.MulterError }));
const s = app.listen(0, async () => {
  const base = "http://localhost:" + s.address().port; const b = "XBOUND";
  const body = (ps) => ps.map(([n, v, f, t]) => `--${b}\r\nContent-Disposition: form-data; name="${n}"${f ? `; filename="${f}"` : ""}\r\n${t ? `Content-Type: ${t}\r\n` : ""}\r\n${v}\r\n`).join("") + `--${b}--\r\n`;
  const go = async (p, ps, ct) => { const r = await fetch(base + p, { method: "POST", headers: { "content-type": ct ?? `multipart/form-data; boundary=${b}` }, body: typeof ps === "string" ? ps : body(ps) }); console.log(p, r.status, await r.text()); };
  await go("/one", [["title", "hi"], ["tags[]", "a"], ["tags[]", "b"], ["o[k]", "v"], ["d", "1"], ["d", "2"], ["pic", "hello", "a.txt", "text/plain"]]); await go("/one", [["pic", "x".repeat(30), "big.txt", "text/plain"]]); await go("/one", [["other", "x", "a.txt", "text/plain"]]); await go("/one", [["pic", "x", "a.txt"], ["pic", "y", "b.txt"]]); await go("/one", [["title", "only"]]);
  await go("/many", [["pics", "1", "p1.png", "image/png"], ["pics", "2", "../p2.png", "image/png"], ["t", "é"]]); await go("/many", [["pics", "1", "q1.png", "image/png"], ["pics", "2", "bad.exe"]]); await go("/many", [["pics", "1", "skip.png"]]); console.log(fs.readdirSync("/app/updir").sort());
  await go("/fields", [["a", "1", "1.txt"], ["b", "2", "2.txt"], ["b", "3", "3.txt"]]); await go("/none", [["x", "1"]]); await go("/none", [["x", "1", "f.txt"]]); await go("/any", [["x", "1", "f.txt"], ["y", "1", "g.txt"]]); await go("/any", "{}", "application/json"); await go("/one", "junk"); 
  fs.rmSync("/app/updir", { recursive: true }); s.close();
});
