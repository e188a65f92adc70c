// Records what the Node of this machine prints for programs.txt: node record.mjs, or, with --new, what is not recorded yet. It must be
// the version that the tests simulate. Where others use /app it can be a mount of one's own (unshare -m).
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parsePrograms } from "./programs.mjs";

const here = import.meta.dirname;
const file = join(here, "recorded.json");
const out = process.argv.includes("--new") ? JSON.parse(readFileSync(file, "utf8")) : {};
const empty = () => {
  mkdirSync("/app", { recursive: true });
  for (const name of readdirSync("/app")) rmSync(join("/app", name), { recursive: true, force: true });
};
for (const program of parsePrograms(readFileSync(join(here, "programs.txt"), "utf8"))) {
  if (out[program.name]) continue;
  empty();
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
empty();
writeFileSync(file, `${JSON.stringify(out, null, 1)}\n`);
console.log(`${Object.keys(out).length} programs with ${process.version}`);
