import { ownNote } from "../../kernel/own-note.ts";
import type { Process, Program } from "../../kernel/process.ts";
import type { InstallOptions } from "./npm-options.ts";
import { projectFolder, readManifest } from "./npm-project.ts";

/** Yarn 1: install, add, remove, run and what it runs by name. */
export const yarn: Program = async (p) => {
  const version = ownNote(p) || "1.22.22";
  const since = p.now();
  const args = p.argv.slice(1);
  const [command = "install", ...rest] = args;
  const words = rest.filter((a) => !a.startsWith("-"));
  const has = (...names: string[]) => names.some((n) => rest.includes(n));
  const options: InstallOptions = {
    names: [],
    saveDev: has("-D", "--dev"),
    noSave: false,
    exact: has("-E", "--exact"),
    omitDev: has("--production", "--prod"),
    global: false,
    clean: false,
    quiet: true,
    fund: false,
    audit: false,
    offline: false,
  };
  switch (command) {
    case "-v":
    case "--version":
      await p.write(1, `${version}\n`);
      return 0;
    case "install":
    case "add": {
      await p.write(1, `yarn ${command} v${version}\n`);
      if (command === "install" && !readManifest(p, projectFolder(p))) await p.write(1, "info No lockfile found.\n");
      await p.write(
        1,
        "[1/4] Resolving packages...\n[2/4] Fetching packages...\n[3/4] Linking dependencies...\n[4/4] Building fresh packages...\n",
      );
      const { install } = await p.load(() => import("./npm-install.ts"));
      const status = await install(p, { ...options, names: command === "add" ? words : [] });
      if (status !== 0) return status;
      await p.write(1, "success Saved lockfile.\n");
      p.files.writeFile(`${projectFolder(p)}/yarn.lock`, "# yarn lockfile v1\n\n");
      p.files.removeAll(`${projectFolder(p)}/package-lock.json`);
      return await done(p, since);
    }
    case "remove": {
      await p.write(1, `yarn remove v${version}\n`);
      const { uninstall } = await p.load(() => import("./npm-install.ts"));
      const status = await uninstall(p, words, options);
      return status || (await done(p, since));
    }
    case "init":
    case "upgrade":
    case "global":
    case "cache":
    case "workspaces":
      await p.write(2, `drydock: yarn ${command} is not simulated\n`);
      return 1;
    default:
      return await run(
        p,
        command === "run" ? (rest[0] ?? "") : command,
        command === "run" ? rest.slice(1) : rest,
        version,
        since,
      );
  }
};

async function done(p: Process, since: number): Promise<number> {
  await p.write(1, `Done in ${((p.now() - since) / 1e6).toFixed(2)}s.\n`);
  return 0;
}

async function run(p: Process, name: string, args: readonly string[], version: string, since: number): Promise<number> {
  const script = readManifest(p, projectFolder(p))?.scripts?.[name];
  await p.write(1, `yarn run v${version}\n`);
  if (script === undefined) {
    await p.write(2, `error Command "${name}" not found.\n`);
    await p.write(1, "info Visit https://yarnpkg.com/en/docs/cli/run for documentation about this command.\n");
    return 1;
  }
  await p.write(1, `$ ${[script, ...args].join(" ")}\n`);
  const { runScript } = await p.load(() => import("./npm-scripts.ts"));
  const status = await runScript(p, name, { silent: true, ifPresent: false, args });
  if (status === 0) return await done(p, since);
  await p.write(2, `error Command failed with exit code ${status}.\n`);
  await p.write(1, "info Visit https://yarnpkg.com/en/docs/cli/run for documentation about this command.\n");
  return status;
}
