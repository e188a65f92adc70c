// Records what the Node of this machine prints for programs.txt: node record.mjs. It must be the version that the tests simulate.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parsePrograms } from "./programs.mjs";

const here = import.meta.dirname;
const out = {};
for (const program of parsePrograms(readFileSync(join(here, "programs.txt"), "utf8"))) {
  rmSync("/app", { recursive: true, force: true });
  mkdirSync("/app");
  for (const [name, text] of Object.entries(program.files)) {
    mkdirSync(dirname(join("/app", name)), { recursive: true });
    writeFileSync(join("/app", name), text);
  }
  const r = spawnSync("/usr/bin/node", program.args, {
    cwd: "/app",
    input: program.stdin,
    encoding: "utf8",
    argv0: "node",
    env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", HOME: "/root" },
    timeout: 20_000,
    maxBuffer: 1 << 26,
  });
  out[program.name] = { stdout: r.stdout, stderr: r.stderr.replaceAll(`(node:${r.pid})`, "(node:1)"), status: r.status };
}
rmSync("/app", { recursive: true, force: true });
writeFileSync(join(here, "recorded.json"), `${JSON.stringify(out, null, 1)}\n`);
console.log(`${Object.keys(out).length} programs with ${process.version}`);
