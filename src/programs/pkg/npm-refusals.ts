import type { Process } from "../../kernel/process.ts";
import { complain } from "./npm-messages.ts";
import { type Catalog, versionsOf } from "./npm-registry.ts";

export async function notCached(p: Process, name: string): Promise<number> {
  await complain(p, [
    "code ENOTCACHED",
    `request to https://registry.npmjs.org/${name} failed: cache mode is 'only-if-cached' but no cached response is available.`,
  ]);
  return 1;
}

export async function offline(p: Process, name: string): Promise<number> {
  await p.sleep(2_000_000);
  await complain(p, [
    "code EAI_AGAIN",
    "syscall getaddrinfo",
    "errno EAI_AGAIN",
    `request to https://registry.npmjs.org/${name.replace("/", "%2f")} failed, reason: getaddrinfo EAI_AGAIN registry.npmjs.org`,
  ]);
  return 1;
}

export async function unknown(p: Process, catalog: Catalog, name: string, range: string): Promise<number> {
  if (versionsOf(catalog, name).length) {
    await complain(p, [
      "code ETARGET",
      `notarget No matching version found for ${name}@${range}.`,
      "notarget In most cases you or one of your dependencies are requesting",
      "notarget a package version that doesn't exist.",
    ]);
    return 1;
  }
  await complain(p, [
    "code E404",
    `404 Not Found - GET https://registry.npmjs.org/${name.replace("/", "%2f")} - Not found`,
    "404",
    `404  '${name}@${range || "*"}' is not in this registry.`,
    "404",
    "404 Note that you can also install from a",
    "404 tarball, folder, http url, or git folder.",
  ]);
  return 1;
}

export async function noLock(p: Process): Promise<number> {
  await complain(p, [
    "code EUSAGE",
    "",
    "The `npm ci` command can only install with an existing package-lock.json or",
    "npm-shrinkwrap.json with lockfileVersion >= 1. Run an install with npm@5 or",
    "later to generate a package-lock.json file, then try again.",
    "",
    "Clean install a project",
    "",
    "Usage:",
    "npm ci",
    "",
    "Options:",
    "[--install-strategy <hoisted|nested|shallow|linked>] [--legacy-bundling]",
    "[--global-style] [--omit <dev|optional|peer> [--omit <dev|optional|peer> ...]]",
    "[--include <prod|dev|optional|peer> [--include <prod|dev|optional|peer> ...]]",
    "[--strict-peer-deps] [--foreground-scripts] [--ignore-scripts] [--no-audit]",
    "[--no-bin-links] [--no-fund] [--dry-run]",
    "[-w|--workspace <workspace-name> [-w|--workspace <workspace-name> ...]]",
    "[-ws|--workspaces] [--include-workspace-root] [--install-links]",
    "",
    "aliases: clean-install, ic, install-clean, isntall-clean",
    "",
    'Run "npm help ci" for more info',
  ]);
  return 1;
}

export async function notInSync(p: Process, missing: readonly string[]): Promise<number> {
  await complain(p, [
    "code EUSAGE",
    "",
    "`npm ci` can only install packages when your package.json and package-lock.json or npm-shrinkwrap.json are in sync. Please update your lock file with `npm install` before continuing.",
    "",
    ...missing,
    "",
    "Clean install a project",
    "",
    "Usage:",
    "npm ci",
    "",
    'Run "npm help ci" for more info',
  ]);
  return 1;
}
