import { ownNote } from "../../kernel/own-note.ts";
import type { Process, Program } from "../../kernel/process.ts";
import { namesStore, namesSync, textNamesSync } from "./names-sync.ts";
import type { NodeOptions } from "./run.ts";

/** Options of V8 and Node that change nothing here, because what they tune is not simulated: accepted by name. */
const TUNING =
  /^--(?:max-old-space-size|max-semi-space-size|stack-size|stack-trace-limit|trace-(?:warnings|deprecation|uncaught)|no-(?:warnings|deprecation)|enable-source-maps|unhandled-rejections|experimental-[\w-]+|preserve-symlinks|dns-result-order|title|expose-gc|harmony[\w-]*)(?:=.*)?$/;

/** Node itself: the command line, then a guest of its own. */
export const node: Program = async (p: Process) => {
  const version = `v${ownNote(p).replace(/^v/, "") || "20.20.2"}`;
  const args = p.argv.slice(1);
  const execArgv: string[] = [];
  const preload: string[] = [];
  let mode: NodeOptions["mode"] | undefined;
  let script = "";
  let inputType = "";
  let interactive = false;
  let print = false;
  let dash = false;
  let testReporter = "";
  const testNamePatterns: string[] = [];
  let testOnly = false;
  let watching = false;
  const watchPaths: string[] = [];
  let watchPreserveOutput = false;
  let i = 0;
  for (; i < args.length; i++) {
    const a = args[i] ?? "";
    if (!a.startsWith("-") || a === "-") break;
    if (a === "--") {
      i++;
      break;
    }
    const value = (name: string): string | undefined => {
      if (a.startsWith(`--${name}=`)) return a.slice(name.length + 3);
      i++;
      return args[i];
    };
    if (a === "-v" || a === "--version") {
      await p.write(1, `${version}\n`);
      return 0;
    }
    if (a === "-h" || a === "--help") {
      await p.write(1, HELP);
      return 0;
    }
    execArgv.push(a);
    if (/^(?:-e|--eval(?:=.*)?|-p|--print(?:=.*)?|-pe)$/.test(a)) {
      const prints = /^(?:-p|--print|-pe)/.test(a);
      print ||= prints;
      const code = value(a.startsWith("--print") ? "print" : "eval");
      if (code === undefined && !prints) return await bad(p, `${a} requires an argument`);
      if (code === undefined) continue;
      mode = "eval";
      script = code;
      execArgv.push(code);
    } else if (/^(?:-r|--require(?:=.*)?|--import(?:=.*)?)$/.test(a)) {
      const id = value(a.startsWith("--import") ? "import" : "require");
      if (id === undefined) return await bad(p, `${a} requires an argument`);
      preload.push(id);
      execArgv.push(id);
    } else if (a === "-c" || a === "--check") mode = "check";
    else if (a === "-i" || a === "--interactive") interactive = true;
    else if (a.startsWith("--input-type")) {
      inputType = value("input-type") ?? "";
      if (inputType !== "module" && inputType !== "commonjs")
        return await bad(p, '--input-type must be "module","commonjs", "module-typescript" or "commonjs-typescript"');
    } else if (a.startsWith("--env-file")) {
      const failed = await loadEnvironment(p, value("env-file") ?? "");
      if (failed !== undefined) return failed;
    } else if (a === "--watch") watching = true;
    else if (a === "--watch-preserve-output") watchPreserveOutput = true;
    else if (/^--watch-path(?:=|$)/.test(a)) {
      watching = true;
      watchPaths.push(value("watch-path") ?? "");
    } else if (a === "--test") mode = "test";
    else if (a === "--test-only") testOnly = true;
    else if (a.startsWith("--test-reporter=") || a === "--test-reporter") {
      testReporter = value("test-reporter") ?? "";
      if (!/^(?:spec|tap|dot)$/.test(testReporter)) return await refused(p, `the test reporter ${testReporter}`);
    } else if (/^--test-name-pattern(?:=|$)/.test(a)) testNamePatterns.push(value("test-name-pattern") ?? "");
    else if (/^--test-(?:concurrency|timeout|force-exit)/.test(a)) return await refused(p, `node ${a.split("=")[0]}`);
    else if (a === "--watch" || a.startsWith("--watch-path") || a.startsWith("--inspect") || a === "--run") {
      return await refused(p, `node ${a.split("=")[0]}`);
    } else if (a === "--trace-warnings" || TUNING.test(a)) continue;
    else return await bad(p, `bad option: ${a}`);
  }
  const rest = args.slice(i);
  const terminal = p.terminal(0) !== undefined;
  if (mode === undefined || mode === "check") {
    const file = rest.shift();
    if (file === "-") dash = true;
    if (file === undefined || file === "-")
      mode = interactive || (terminal && file === undefined && !print) ? "repl" : "stdin";
    else {
      mode ??= "file";
      script = file;
    }
  }
  if (watching && mode === "test") return await refused(p, "node --test --watch");
  if (watching && (mode === "repl" || mode === "stdin")) return await bad(p, "--watch requires specifying a file");
  if (watching && mode === "file") mode = "watch";
  const { runNode } = await p.load(() => import("./run.ts"));
  // What is typed or read later is not known yet: it may name anything.
  const stops =
    mode === "repl" || mode === "stdin"
      ? true
      : mode === "eval"
        ? textNamesSync(script)
        : namesSync(p.files, p.cwd, script);
  const follows = mode === "file" && namesStore(p.files, p.cwd, script);
  if (mode === "watch")
    execArgv.splice(0, execArgv.length, ...execArgv.filter((a) => !a.startsWith("--watch") && !watchPaths.includes(a)));
  const argv = dash ? ["-", ...rest] : rest;
  const watch = { watchPaths, watchPreserveOutput };
  const tests = { testReporter, testNamePatterns, testOnly };
  return await runNode(p, {
    version,
    argv,
    execArgv,
    mode,
    script,
    preload,
    inputType,
    print,
    stops,
    follows,
    ...tests,
    ...watch,
  });
};

async function refused(p: Process, what: string): Promise<number> {
  await p.write(2, `drydock: ${what} is not simulated\n`);
  return 9;
}

async function bad(p: Process, text: string): Promise<number> {
  await p.write(2, `${p.argv[0] ?? "node"}: ${text}\n`);
  return 9;
}

/** `--env-file`: variables that the environment does not have yet. */
async function loadEnvironment(p: Process, path: string): Promise<number | undefined> {
  if (!p.files.exists(path)) {
    await p.write(2, `${p.argv[0] ?? "node"}: ${path}: not found\n`);
    return 9;
  }
  // Between quotes a value may go over several lines.
  const lines = /^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*=[ \t]*(?:"([^"]*)"|'([^']*)'|`([^`]*)`|([^#\n]*))/gm;
  for (const [, name, double, single, back, plain] of p.files.readText(path).matchAll(lines))
    if (name && !p.env.has(name))
      p.env.set(name, double?.replace(/\\n/g, "\n") ?? single ?? back ?? (plain ?? "").trim());
  return undefined;
}

const HELP = `Usage: node [options] [ script.js ] [arguments]
       node inspect [options] [ script.js | host:port ] [arguments]

Options:
  -                                           script read from stdin (default if
                                              no file name is provided,
                                              interactive mode if a tty)
  --                                          indicate the end of node options
  -c, --check                                 syntax check script without executing
  -e, --eval=...                              evaluate script
  --env-file=...                              set environment variables from a file
  -h, --help                                  print node command line options
  -i, --interactive                           always enter the REPL
  --input-type=...                            module type of string input
  -p, --print [...]                           evaluate script and print result
  -r, --require=...                           CommonJS module to preload
  -v, --version                               print Node.js version

Documentation can be found at https://nodejs.org/
`;
