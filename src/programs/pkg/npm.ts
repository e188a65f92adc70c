import { ownNote } from "../../kernel/own-note.ts";
import type { Process, Program } from "../../kernel/process.ts";
import { complain, noManifest } from "./npm-messages.ts";
import type { InstallOptions } from "./npm-options.ts";
import { join, projectFolder, readManifest, writeManifest } from "./npm-project.ts";

const ALIASES: Readonly<Record<string, string>> = {
  i: "install",
  add: "install",
  in: "install",
  ins: "install",
  isntall: "install",
  "clean-install": "ci",
  ic: "ci",
  "run-script": "run",
  rum: "run",
  urn: "run",
  t: "test",
  tst: "test",
  un: "uninstall",
  rm: "uninstall",
  r: "uninstall",
  remove: "uninstall",
  unlink: "uninstall",
  list: "ls",
  la: "ls",
  ll: "ls",
  create: "init",
  innit: "init",
  x: "exec",
  "-v": "version",
  "--version": "version",
  "--help": "help",
  "-h": "help",
  up: "update",
  upgrade: "update",
  c: "config",
  why: "explain",
  info: "view",
  show: "view",
  hlep: "help",
};

/** npm: the everyday commands over a catalog of packages. */
export const npm: Program = async (p) => {
  const { command, words, flags, rest } = parse(p.argv.slice(1));
  const has = (...names: string[]) => names.some((n) => flags.has(n));
  if (has("-v", "--version") && command === undefined) return await print(p, `${npmVersion(p)}\n`);
  switch (ALIASES[command ?? ""] ?? command) {
    case undefined:
    case "help":
      await p.write(1, usage(p));
      return command === undefined ? 1 : 0;
    case "version": {
      const next = words[0];
      if (next === undefined) return await print(p, `${npmVersion(p)}\n`);
      const { setVersion } = await p.load(() => import("./npm-version.ts"));
      return await setVersion(p, next);
    }
    case "pkg": {
      const { pkg } = await p.load(() => import("./npm-pkg.ts"));
      return await pkg(p, words, has("--json"));
    }
    case "init":
      return await init(p, has("-y", "--yes"));
    case "install":
    case "ci": {
      const { install } = await p.load(() => import("./npm-install.ts"));
      return await install(p, installOptions(words, flags, (ALIASES[command ?? ""] ?? command) === "ci"));
    }
    case "update": {
      const { install } = await p.load(() => import("./npm-install.ts"));
      return await install(p, installOptions([], flags, false));
    }
    case "uninstall": {
      const { uninstall } = await p.load(() => import("./npm-install.ts"));
      return await uninstall(p, words, installOptions([], flags, false));
    }
    case "run": {
      const { runScript, listScripts } = await p.load(() => import("./npm-scripts.ts"));
      const [name, ...more] = words;
      if (name === undefined) return await listScripts(p);
      return await runScript(p, name, {
        silent: has("-s", "--silent"),
        ifPresent: has("--if-present"),
        args: [...more, ...rest],
      });
    }
    case "start":
    case "test":
    case "stop":
    case "restart": {
      const { runScript } = await p.load(() => import("./npm-scripts.ts"));
      const name = ALIASES[command ?? ""] ?? command ?? "";
      return await runScript(p, name, {
        silent: has("-s", "--silent"),
        ifPresent: has("--if-present"),
        args: [...words, ...rest],
      });
    }
    case "ls": {
      if (has("--json", "--parseable", "-p")) {
        await p.write(2, "drydock: npm ls as JSON or paths is not simulated\n");
        return 1;
      }
      const { list } = await p.load(() => import("./npm-list.ts"));
      const depth = flags.get("--depth");
      const all = has("--all", "-a", "-A") || command === "la" || command === "ll";
      return await list(p, {
        names: words,
        depth: depth === undefined ? (all ? Number.POSITIVE_INFINITY : 0) : Number(depth),
        omitDev: flags.get("--omit") === "dev" || has("--production", "--prod"),
        global: has("-g", "--global"),
      });
    }
    case "explain": {
      const { explain } = await p.load(() => import("./npm-list.ts"));
      return await explain(p, words);
    }
    case "outdated": {
      const { outdated } = await p.load(() => import("./npm-outdated.ts"));
      return await outdated(p, words);
    }
    case "view": {
      const { view } = await p.load(() => import("./npm-outdated.ts"));
      return await view(p, words);
    }
    case "exec": {
      const { runTool } = await p.load(() => import("./npx.ts"));
      return await runTool(p, [...words, ...rest]);
    }
    case "root":
      return await print(
        p,
        `${has("-g", "--global") ? "/usr/local/lib/node_modules" : join(projectFolder(p), "node_modules")}\n`,
      );
    case "prefix":
      return await print(p, `${has("-g", "--global") ? "/usr/local" : projectFolder(p)}\n`);
    case "config":
    case "set":
    case "get":
      return await config(p, words);
    case "cache":
    case "audit":
    case "fund":
    case "prune":
      if (command === "audit") return await print(p, "found 0 vulnerabilities\n");
      return 0;
    case "whoami":
      await complain(p, [
        "code ENEEDAUTH",
        "need auth This command requires you to be logged in.",
        "need auth You need to authorize this machine using `npm adduser`",
      ]);
      return 1;
    case "publish":
    case "login":
    case "link":
    case "pack":
    case "search":
      await p.write(2, `drydock: npm ${command} is not simulated\n`);
      return 1;
    default:
      await p.write(1, `Unknown command: "${command}"\n\nTo see a list of supported npm commands, run:\n  npm help\n`);
      return 1;
  }
};

interface Words {
  readonly command: string | undefined;
  readonly words: readonly string[];
  readonly flags: ReadonlyMap<string, string>;
  /** Behind `--`. */
  readonly rest: readonly string[];
}

/** Flags that take the next word. */
const VALUES = new Set([
  "--prefix",
  "--registry",
  "--omit",
  "--include",
  "--loglevel",
  "--cache",
  "-w",
  "--workspace",
  "--depth",
  "-C",
]);

function parse(args: readonly string[]): Words {
  const flags = new Map<string, string>();
  const words: string[] = [];
  const end = args.indexOf("--");
  const head = end < 0 ? args : args.slice(0, end);
  for (let i = 0; i < head.length; i++) {
    const a = head[i] ?? "";
    if (!a.startsWith("-")) words.push(a);
    else if (a.includes("=")) flags.set(a.slice(0, a.indexOf("=")), a.slice(a.indexOf("=") + 1));
    else if (VALUES.has(a)) flags.set(a, head[++i] ?? "");
    else flags.set(a, "");
  }
  return { command: words[0], words: words.slice(1), flags, rest: end < 0 ? [] : args.slice(end + 1) };
}

function installOptions(names: readonly string[], flags: ReadonlyMap<string, string>, clean: boolean): InstallOptions {
  const has = (...list: string[]) => list.some((n) => flags.has(n));
  return {
    names,
    saveDev: has("-D", "--save-dev"),
    noSave: has("--no-save"),
    exact: has("-E", "--save-exact"),
    omitDev: flags.get("--omit") === "dev" || has("--production") || flags.get("--only")?.startsWith("prod") === true,
    global: has("-g", "--global"),
    clean,
    quiet: has("-s", "--silent", "--quiet", "-q") || flags.get("--loglevel") === "silent",
    fund: !has("--no-fund") && flags.get("--fund") !== "false",
    audit: !has("--no-audit") && flags.get("--audit") !== "false",
    offline: has("--offline"),
  };
}

async function print(p: Process, text: string): Promise<number> {
  await p.write(1, text);
  return 0;
}

/** The version that lies beside the program. */
export function npmVersion(p: Process): string {
  for (const path of ["/usr/local/lib/node_modules/npm/package.json", "/usr/share/nodejs/npm/package.json"])
    if (p.files.exists(path)) return /"version":\s*"([^"]+)"/.exec(p.files.readText(path))?.[1] ?? "10.8.2";
  return ownNote(p) || "10.8.2";
}

/** What is not there yet. */
function unless(have: object, wanted: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(wanted).filter(([name]) => !(name in have)));
}

async function init(p: Process, yes: boolean): Promise<number> {
  if (!yes) {
    await p.write(2, "drydock: the questions of npm init are not simulated; use npm init -y\n");
    return 1;
  }
  const existing = readManifest(p, p.cwd);
  const scripts = p.files
    .readdir(p.cwd)
    .filter((e) => e.kind === "file" && e.name.endsWith(".js"))
    .map((e) => e.name);
  const main = scripts.includes("index.js") ? "index.js" : (scripts[0] ?? "index.js");
  const manifest = {
    ...existing,
    ...unless(existing ?? {}, {
      name: (p.cwd.split("/").at(-1) ?? "").toLowerCase().replace(/[^\w.-]/g, "-"),
      version: "1.0.0",
      description: "",
      main,
      scripts: {
        test: 'echo "Error: no test specified" && exit 1',
        ...(scripts.includes("server.js") ? { start: "node server.js" } : {}),
      },
      keywords: [],
      author: "",
      license: "ISC",
      type: "commonjs",
    }),
  };
  writeManifest(p, p.cwd, manifest);
  return await print(
    p,
    `Wrote to ${join(p.cwd, "package.json")}:\n\n${JSON.stringify(manifest, null, 2)}\n\n\n${existing ? "" : "\n"}`,
  );
}

/** What holds where nothing is set. */
const settings = (p: Process): Readonly<Record<string, string>> => ({
  registry: "https://registry.npmjs.org/",
  prefix: "/usr/local",
  cache: `${p.env.get("HOME") ?? "/root"}/.npm`,
  audit: "true",
  fund: "true",
  loglevel: "notice",
  "init-license": "ISC",
  "init-version": "1.0.0",
  "save-exact": "false",
  "strict-ssl": "true",
});

/** `npm config get|set: kept in the user's .npmrc. */
async function config(p: Process, words: readonly string[]): Promise<number> {
  const path = `${p.env.get("HOME") ?? "/root"}/.npmrc`;
  const lines = p.files.exists(path) ? p.files.readText(path).split("\n").filter(Boolean) : [];
  const [verb = "list", key = "", value = ""] = words;
  if (verb === "get") {
    const line = lines.find((l) => l.startsWith(`${key}=`));
    return await print(p, `${line?.slice(key.length + 1) ?? settings(p)[key] ?? "undefined"}\n`);
  }
  if (verb === "set") {
    const [name = "", text = value] = key.includes("=")
      ? [key.slice(0, key.indexOf("=")), key.slice(key.indexOf("=") + 1)]
      : [key];
    p.files.writeFile(path, `${[...lines.filter((l) => !l.startsWith(`${name}=`)), `${name}=${text}`].join("\n")}\n`);
    return 0;
  }
  if (!readManifest(p, p.cwd) && verb === "ls-project") return await noManifest(p, p.cwd);
  return await print(p, `; "user" config from ${path}\n\n${lines.map((l) => l.replace("=", " = ")).join("\n")}\n`);
}

function usage(p: Process): string {
  return `npm <command>

Usage:

npm install        install all the dependencies in your project
npm install <foo>  add the <foo> dependency to your project
npm test           run this project's tests
npm run <foo>      run the script named <foo>
npm <command> -h   quick help on <command>
npm -l             display usage info for all commands
npm help <term>    search for help on <term>
npm help npm       more involved overview

All commands:

    audit, ci, config, exec, help, init, install, ls, prefix,
    restart, root, run, start, stop, test, uninstall, update

Specify configs in the ini-formatted file:
    ${p.env.get("HOME") ?? "/root"}/.npmrc
or on the command line via: npm <command> --key=value

More configuration info: npm help config
Configuration fields: npm help 7 config

npm@${npmVersion(p)} /usr/local/lib/node_modules/npm
`;
}
