// How long the recorded sessions take to play, two players side by side.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { figure } from "./print.ts";

const script = join(import.meta.dirname, "../test/conformance.ts");
const { stdout } = spawnSync(process.execPath, ["--import", "tsx", script, "--show", "0"], { encoding: "utf8" });
const m = /^played (\d+) sessions in ([\d.]+) s/m.exec(stdout);
if (!m) throw new Error(stdout);
const [, sessions = "", seconds = ""] = m;
figure({ name: `${sessions} recorded sessions played`, value: Number(seconds), unit: "s" });
figure({ name: "  200 of them", value: (Number(seconds) / Number(sessions)) * 200, unit: "s", goal: 60 });
