import type { Process, Program } from "../../kernel/process.ts";
import { SIGNALS, statusCode } from "../../kernel/signal.ts";
import { npmVersion } from "./npm.ts";
import { complain } from "./npm-messages.ts";
import { join, projectFolder } from "./npm-project.ts";

/** npx: a command of the project's packages, or of one that is fetched for the occasion. */
export const npx: Program = async (p) => {
  const args = p.argv
    .slice(1)
    .filter(
      (a, i, all) => !(/^(?:-y|--yes|-q|--quiet|--no)$/.test(a) && all.slice(0, i).every((b) => b.startsWith("-"))),
    );
  if (args[0] === "-v" || args[0] === "--version") {
    await p.write(1, `${npmVersion(p)}\n`);
    return 0;
  }
  if (args[0] === undefined) {
    await p.write(2, "drydock: npx without a command is not simulated\n");
    return 1;
  }
  return runTool(p, args[0] === "--" ? args.slice(1) : args);
};

export async function runTool(p: Process, words: readonly string[]): Promise<number> {
  const [tool = "", ...args] = words;
  const name = tool.replace(/(?<=.)@.*$/, "");
  const local = join(projectFolder(p), `node_modules/.bin/${name}`);
  if (p.files.exists(local)) return start(p, [local, ...args]);
  const { loadCatalog, resolveVersion } = await p.load(() => import("./npm-registry.ts"));
  const found = resolveVersion(await loadCatalog(p), name, "*");
  if (!found) {
    await complain(p, [
      "code E404",
      `404 Not Found - GET https://registry.npmjs.org/${name} - Not found`,
      "404",
      `404  '${name}@*' is not in this registry.`,
      "404",
      "404 Note that you can also install from a",
      "404 tarball, folder, http url, or git folder.",
    ]);
    return 1;
  }
  const file = found.bin?.[name] ?? Object.values(found.bin ?? {})[0];
  if (file === undefined) {
    await complain(p, ["could not determine executable to run"]);
    return 1;
  }
  const { writePackage } = await p.load(() => import("./npm-files.ts"));
  const folder = `${p.env.get("HOME") ?? "/root"}/.npm/_npx/${name}/node_modules/${name}`;
  await p.sleep(900_000);
  await writePackage(p, folder, found);
  return start(p, [`${folder}/${file.replace(/^\.\//, "")}`, ...args]);
}

async function start(p: Process, argv: readonly string[]): Promise<number> {
  let pid = 0;
  p.onSignal(SIGNALS.SIGTERM, () => {
    if (pid) p.kill(pid, SIGNALS.SIGTERM);
  });
  p.onSignal(SIGNALS.SIGINT, () => {});
  pid = p.spawn(argv);
  const r = await p.wait(pid);
  return r && (r.status.kind === "exited" || r.status.kind === "signaled") ? statusCode(r.status) : 1;
}
