import type { Process } from "../../../kernel/process.ts";
import type { Tool } from "../../lib/flavour.ts";
import { aptPackages } from "../catalog/system.ts";
import { installedPackages } from "./dpkg-status.ts";
import { type AptOptions, install, readingLists, remove } from "./install.ts";
import { label } from "./label.ts";
import { hasLists } from "./sources.ts";
import { update } from "./update.ts";

/** Options that take a word of their own. */
const WITH_VALUE = new Set(["-o", "--option", "-t", "--target-release", "-c", "--config-file"]);

/** `apt-get`, as Dockerfiles use it. */
export const aptGet: Tool = (p) => run(p, "apt-get");

/** `apt`: the same, with a word of warning where it is not read by a person. */
export const apt: Tool = async (p) => {
  if (!p.terminal(1) && p.argv.slice(1).some((a) => !a.startsWith("-"))) {
    await p.write(2, "\nWARNING: apt does not have a stable CLI interface. Use with caution in scripts.\n\n");
  }
  return await run(p, "apt");
};

/** Without a verb: which version it is, and how it is called. */
async function alone(p: Process, name: string, flags: readonly string[]): Promise<number> {
  const version = installedPackages(p).find((i) => i.name === "apt")?.version ?? "3.0.3";
  await p.write(1, `apt ${version} (amd64)\n`);
  if (flags.includes("--version") || flags.includes("-v")) return 0;
  await p.write(1, `Usage: ${name} [options] command\n`);
  return 0;
}

/** `apt-cache`: search, show and policy. */
export const aptCache: Tool = async (p) => {
  const [verb = "", ...words] = p.argv.slice(1).filter((a) => !a.startsWith("-"));
  return await ask(p, verb, words, "apt-cache");
};

async function run(p: Process, name: string): Promise<number> {
  const words: string[] = [];
  const flags: string[] = [];
  const args = p.argv.slice(1);
  for (let i = 0; i < args.length; i++) {
    const a = args[i] ?? "";
    if (WITH_VALUE.has(a)) i++;
    else if (a.startsWith("-")) flags.push(a);
    else words.push(a);
  }
  const [verb, ...names] = words;
  const has = (short: string, ...long: string[]) =>
    flags.some((f) => long.includes(f) || (/^-[a-zA-Z]+$/.test(f) && f.includes(short)));
  const quiet = flags.includes("-qq") ? 2 : Number(has("q", "--quiet"));
  const options: AptOptions = {
    yes: has("y", "--yes", "--assume-yes") || quiet > 1,
    quiet,
    downloadOnly: has("d", "--download-only"),
    simulate: has("s", "--simulate", "--dry-run", "--just-print"),
  };
  const odd = flags.find((f) => f.startsWith("--") && !LONG.test(f));
  if (odd !== undefined && verb !== undefined) {
    await p.write(
      2,
      `${label(p, "E")} Command line option ${odd} is not understood in combination with the other options\n`,
    );
    return 100;
  }
  switch (verb) {
    case undefined:
      return await alone(p, name, flags);
    case "update":
      return (await lockedLists(p, quiet)) ?? (await updated(p, name, quiet));
    case "install":
    case "reinstall":
      return (await lockedDpkg(p)) ?? (await install(p, names, options));
    case "remove":
    case "purge":
      return (await lockedDpkg(p)) ?? (await remove(p, names, options));
    case "autoremove":
    case "autopurge":
    case "upgrade":
    case "dist-upgrade":
    case "full-upgrade":
      return (await lockedDpkg(p)) ?? (await nothingToDo(p, verb, quiet));
    case "check":
      await readingLists(p, quiet);
      return 0;
    case "download":
      return await download(p, names);
    case "clean":
    case "autoclean":
    case "distclean":
      return 0;
    case "search":
    case "show":
    case "list":
    case "policy":
      return await ask(p, verb, words.slice(1), name, flags.includes("--installed"));
    default:
      await p.write(2, `${label(p, "E")} Invalid operation ${verb}\n`);
      return 100;
  }
}

/** Long options that apt takes. */
const LONG =
  /^--(?:yes|assume-(?:yes|no)|quiet|download-only|simulate|dry-run|just-print|no-act|recon|no-install-recommends|install-recommends|no-install-suggests|install-suggests|no-upgrade|only-upgrade|fix-(?:broken|missing|policy)|ignore-(?:hold|missing)|no-download|no-remove|auto-remove|autoremove|purge|reinstall|force-yes|allow-\S+|allow-unauthenticated|no-\S+|print-uris|show-(?:upgraded|progress|versions)|verbose-versions|trivial-only|with-new-pkgs|installed|upgradable|upgradeable|all-versions|names-only|full|solver\S*|error-on\S*|update|version|help|option=.*|target-release=.*|config-file=.*|default-release=.*)(?:=.*)?$/;

async function download(p: Process, names: readonly string[]): Promise<number> {
  const known = hasLists(p) ? aptPackages : new Map<string, unknown>();
  for (const name of names) {
    if (known.has(name)) {
      await p.write(2, "drydock: apt-get download is not simulated\n");
      return 100;
    }
    await p.write(2, `${label(p, "E")} Unable to locate package ${name}\n`);
    return 100;
  }
  return 0;
}

async function nothingToDo(p: Process, verb: string, quiet: number): Promise<number> {
  await readingLists(p, quiet);
  if (/upgrade/.test(verb) && quiet < 2) await p.write(1, "Calculating upgrade...\n");
  if (quiet < 2) await p.write(1, "0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n");
  return 0;
}

/** Only root may: undefined when this is root. */
async function lockedDpkg(p: Process): Promise<number | undefined> {
  if (p.credentials.uid === 0) return undefined;
  const path = "/var/lib/dpkg/lock-frontend";
  await p.write(2, `${label(p, "E")} Could not open lock file ${path} - open (13: Permission denied)\n`);
  await p.write(2, `${label(p, "E")} Unable to acquire the dpkg frontend lock (${path}), are you root?\n`);
  return 100;
}

/** The same of the lists: before anything was fetched it is their folder that is missing. */
async function lockedLists(p: Process, quiet: number): Promise<number | undefined> {
  if (p.credentials.uid === 0) return undefined;
  if (quiet < 2) await p.write(1, "Reading package lists...\n");
  if (p.files.exists("/var/lib/apt/lists/partial")) {
    const path = "/var/lib/apt/lists/lock";
    await p.write(2, `${label(p, "E")} Could not open lock file ${path} - open (13: Permission denied)\n`);
    await p.write(2, `${label(p, "E")} Unable to lock directory /var/lib/apt/lists/\n`);
  } else {
    const path = "/var/lib/apt/lists/partial";
    await p.write(2, `${label(p, "E")} List directory ${path} is missing. - Acquire (13: Permission denied)\n`);
  }
  return 100;
}

/** `apt` says besides what could be upgraded. */
async function updated(p: Process, name: string, quiet: number): Promise<number> {
  const status = await update(p, quiet > 1);
  if (status === 0 && name === "apt" && quiet < 2)
    await p.write(1, "Building dependency tree...\nAll packages are up to date.\n");
  return status;
}

/** search, show, list and policy. */
async function ask(
  p: Process,
  verb: string,
  words: readonly string[],
  name: string,
  onlyInstalled = false,
): Promise<number> {
  const installed = new Map(installedPackages(p).map((i) => [i.name, i]));
  const known = hasLists(p) ? [...aptPackages.values()].sort((a, b) => (a.name < b.name ? -1 : 1)) : [];
  switch (verb) {
    case "search": {
      const found = known.filter((k) => words.every((w) => `${k.name} ${k.summary}`.includes(w)));
      if (name === "apt") await p.write(1, "Sorting...\nFull Text Search...\n");
      for (const k of found)
        await p.write(
          1,
          name === "apt" ? `${k.name}/stable ${k.version} amd64\n  ${k.summary}\n\n` : `${k.name} - ${k.summary}\n`,
        );
      return 0;
    }
    case "list":
      await p.write(1, "Listing...\n");
      for (const i of installed.values())
        if (onlyInstalled && (words.length === 0 || words.includes(i.name)))
          await p.write(1, `${i.name}/now ${i.version} ${i.architecture} [installed,local]\n`);
      for (const k of onlyInstalled ? [] : known)
        if (words.length === 0 || words.includes(k.name))
          await p.write(1, `${k.name}/stable ${k.version} amd64${installed.has(k.name) ? " [installed]" : ""}\n`);
      return 0;
    case "show":
    case "policy": {
      let status = 0;
      for (const w of words) {
        const k = known.find((x) => x.name === w);
        const i = installed.get(w);
        if (!k && !i) {
          if (verb === "show") {
            await p.write(2, `${label(p, "E")} No packages found\n`);
            status = 100;
          } else if (verb === "policy" && name === "apt")
            await p.write(2, `${label(p, "N")} Unable to locate package ${w}\n`);
          continue;
        }
        const version = k?.version ?? i?.version ?? "";
        if (verb === "policy") {
          await p.write(1, `${w}:\n  Installed: ${i?.version ?? "(none)"}\n  Candidate: ${version}\n`);
        } else {
          const depends = k?.depends.length ? `Depends: ${k.depends.join(", ")}\n` : "";
          const summary = k?.summary ?? i?.summary ?? "";
          await p.write(1, `Package: ${w}\nVersion: ${version}\n${depends}Description: ${summary}\n\n`);
        }
      }
      return status;
    }
    default:
      await p.write(2, `${label(p, "E")} Invalid operation ${verb}\n`);
      return 100;
  }
}
