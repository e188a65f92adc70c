// ours.ts REALDIR OURSDIR [show]: plays every session, and counts the identical steps
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { played } from "./src/programs/servers/mysql/golden/sessions.ts";
const [real = "", ours = "", show = "20", only = ""] = process.argv.slice(2);
mkdirSync(ours, { recursive: true });
const goldenSessions = (d: string) => readdirSync(d).filter((f) => f.endsWith(".txt")).sort().map((f) => ({ name: f.slice(0, -4), text: readFileSync(`${d}/${f}`, "utf8") }));
const steps = (t: string) => t.split(/^(?=mysql> |MariaDB \[)/m);
let same = 0, all = 0, whole = 0, files = 0, shown = 0;
for (const g of goldenSessions(real)) {
  if (only && !g.name.includes(only)) continue;
  let text = "";
  try { text = await played(g.text); } catch (e) { text = `THROWN ${e instanceof Error ? e.stack : e}`; console.log(g.name, text.slice(0,800)); }
  writeFileSync(`${ours}/${g.name}.txt`, text);
  const [a, b] = [steps(g.text), steps(text)];
  files++;
  let good = 0;
  a.forEach((x, i) => { if (x.trimEnd() === b[i]?.trimEnd()) good++; else if (shown++ < Number(show)) console.log(`--- ${g.name} step ${i}\nREAL ${x.trimEnd()}\nOURS ${(b[i] ?? "(none)").trimEnd()}\n`); });
  same += good; all += a.length; if (good === a.length) whole++;
}
console.log(`${same}/${all} steps, ${whole}/${files} sessions`);
process.exit(0);
