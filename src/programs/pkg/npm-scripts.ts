import type { Process } from "../../kernel/process.ts";
import { SIGNALS, statusCode } from "../../kernel/signal.ts";
import { distance } from "../../std/distance.ts";
import { badManifest, complain, noManifest } from "./npm-messages.ts";
import { join, type Manifest, ManifestError, projectFolder, readManifest } from "./npm-project.ts";

export interface RunOptions {
  readonly silent: boolean;
  readonly ifPresent: boolean;
  readonly args: readonly string[];
}

/** `npm run NAME`: its script between those named pre… and post…, each in a shell with node_modules/.bin in front of the path. */
export async function runScript(p: Process, name: string, o: RunOptions): Promise<number> {
  const folder = projectFolder(p);
  let manifest: Manifest | undefined;
  try {
    manifest = readManifest(p, folder);
  } catch (e) {
    if (e instanceof ManifestError) return badManifest(p, folder, e.message);
    throw e;
  }
  if (!manifest) return noManifest(p, folder);
  const scripts = { ...manifest.scripts };
  if (name === "start" && scripts["start"] === undefined && p.files.exists(join(folder, "server.js")))
    scripts["start"] = "node server.js";
  if (name === "restart" && scripts["restart"] === undefined && scripts["start"] !== undefined) {
    const id = `${manifest.name ?? ""}@${manifest.version ?? ""}`;
    if (!o.silent) await p.write(1, `\n> ${id} restart\n> npm stop --if-present && npm start\n\n`);
    const stopped = scripts["stop"] === undefined ? 0 : await runScript(p, "stop", o);
    return stopped || runScript(p, "start", o);
  }
  if (scripts[name] === undefined) return o.ifPresent ? 0 : missing(p, name, Object.keys(scripts));
  for (const step of [`pre${name}`, name, `post${name}`]) {
    const script = scripts[step];
    if (script === undefined) continue;
    const given = step === name ? o.args : [];
    const args = given.map((a) => ` ${quote(a)}`).join("");
    if (!o.silent) {
      const id = manifest.name === undefined ? "" : `${manifest.name}@${manifest.version ?? ""} `;
      await p.write(1, `\n> ${id}${step}\n> ${[script, ...given].join(" ")}\n\n`);
    }
    const status = await shell(p, folder, script + args, step, manifest);
    if (status !== 0) return status;
  }
  return 0;
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

async function shell(p: Process, folder: string, command: string, event: string, manifest: Manifest): Promise<number> {
  const path = p.env.get("PATH") ?? "/usr/local/bin:/usr/bin:/bin";
  const env = new Map(p.env);
  env.set("PATH", `${join(folder, "node_modules/.bin")}:${path}`);
  env.set("npm_lifecycle_event", event);
  env.set("npm_lifecycle_script", command);
  env.set("npm_package_json", join(folder, "package.json"));
  env.set("npm_command", event === "start" || event === "test" ? event : "run-script");
  env.set("npm_execpath", "/usr/local/lib/node_modules/npm/bin/npm-cli.js");
  env.set("npm_node_execpath", "/usr/local/bin/node");
  env.set("INIT_CWD", p.cwd);
  if (manifest.name !== undefined) env.set("npm_package_name", manifest.name);
  if (manifest.version !== undefined) env.set("npm_package_version", manifest.version);
  let passed: number | undefined;
  let pid = 0;
  for (const signal of [SIGNALS.SIGTERM, SIGNALS.SIGINT])
    p.onSignal(signal, () => {
      passed = signal;
      if (pid && signal === SIGNALS.SIGTERM) p.kill(pid, signal);
    });
  pid = p.spawn(["sh", "-c", command], { env, cwd: folder });
  const done = await p.wait(pid);
  for (const signal of [SIGNALS.SIGTERM, SIGNALS.SIGINT]) p.onSignal(signal, "default");
  if (!done || (done.status.kind !== "exited" && done.status.kind !== "signaled")) return 1;
  if (done.status.kind === "signaled" || (passed !== undefined && done.status.code === 128 + passed)) {
    const signal = done.status.kind === "signaled" ? done.status.signal : (passed ?? 0);
    const name = Object.entries(SIGNALS).find(([, n]) => n === signal)?.[0] ?? String(signal);
    if (signal !== SIGNALS.SIGINT)
      await complain(p, [`path ${folder}`, "command failed", `signal ${name}`, `command sh -c ${command}`]);
    return 1;
  }
  return statusCode(done.status);
}

async function missing(p: Process, name: string, scripts: readonly string[]): Promise<number> {
  // npm's own commands whose names are near.
  const near =
    name === "start"
      ? [
          "",
          "Did you mean one of these?",
          "  npm star # Mark your favorite packages",
          "  npm stars # View packages marked as favorites",
        ]
      : similar(name, scripts);
  await complain(p, [`Missing script: "${name}"`, ...near, "", "To see a list of scripts, run:", "  npm run"]);
  return 1;
}

/** The project's own scripts whose names are near, at most three. */
function similar(name: string, scripts: readonly string[]): string[] {
  const near = scripts.filter((s) => distance(name, s) < name.length * 0.4).slice(0, 3);
  if (near.length === 0) return [];
  const title = near.length === 1 ? "Did you mean this?" : "Did you mean one of these?";
  return ["", title, ...near.map((s) => `  npm run ${s} # run the "${s}" package script`)];
}

/** `npm run` alone: what there is to run. */
export async function listScripts(p: Process): Promise<number> {
  const folder = projectFolder(p);
  const manifest = readManifest(p, folder);
  if (!manifest) return noManifest(p, folder);
  const scripts = Object.entries(manifest.scripts ?? {});
  if (scripts.length === 0) return 0;
  const lifecycle = new Set(
    ["publish", "install", "uninstall", "test", "stop", "start", "restart", "version"].flatMap((n) => [
      `pre${n}`,
      n,
      `post${n}`,
    ]),
  );
  const id = `${manifest.name ?? ""}@${manifest.version ?? ""}`;
  const lines = (list: [string, string][]) => list.map(([n, s]) => `  ${n}\n    ${s}\n`).join("");
  const first = scripts.filter(([n]) => lifecycle.has(n));
  const rest = scripts.filter(([n]) => !lifecycle.has(n));
  let out = first.length ? `Lifecycle scripts included in ${id}:\n${lines(first)}` : "";
  if (rest.length)
    out += `${first.length ? "available via `npm run`" : `Scripts available in ${id} via \`npm run\``}:\n${lines(rest)}`;
  await p.write(1, out);
  return 0;
}
