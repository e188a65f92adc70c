// @ts-nocheck: a package of the guest: it runs inside the engine, not here.

/** `nodemon`: runs a program again after each change of a file. */
function nodemon(require) {
  const { spawn } = require("child_process");
  const fs = require("fs");
  const path = require("path");
  const version = JSON.parse(fs.readFileSync(path.join(__dirname, "..", "package.json"), "utf8")).version;
  const args = process.argv.slice(2);
  const colour = process.stdout.isTTY;
  const say = (text, code) => console.log(colour ? `\x1b[${code}m[nodemon] ${text}\x1b[39m` : `[nodemon] ${text}`);
  let exec = "";
  let ext = "";
  let delay = 1000;
  const watch = [];
  const ignore = [];
  const rest = [];
  let legacy = false;
  for (let i = 0; i < args.length; i++) {
    const a = args[i];
    if (a === "-v" || a === "--version") {
      console.log(version);
      return;
    }
    if (a === "-L" || a === "--legacy-watch") legacy = true;
    else if (a === "-w" || a === "--watch") watch.push(args[++i]);
    else if (a === "-i" || a === "--ignore") ignore.push(args[++i]);
    else if (a === "-e" || a === "--ext") ext = args[++i];
    else if (a === "-x" || a === "--exec") exec = args[++i];
    else if (a === "-d" || a === "--delay") delay = Number.parseFloat(args[++i]) * 1000;
    else if (a === "-q" || a === "--quiet") say.quiet = true;
    else if (a === "-V" || a === "--verbose") continue;
    else rest.push(a);
  }
  let config = {};
  try {
    config = JSON.parse(fs.readFileSync("nodemon.json", "utf8"));
  } catch {}
  let manifest = {};
  try {
    manifest = JSON.parse(fs.readFileSync("package.json", "utf8"));
  } catch {}
  exec = exec || config.exec || "";
  ext = ext || config.ext || "js,mjs,cjs,json";
  watch.push(...[].concat(config.watch || []));
  ignore.push(...[].concat(config.ignore || []));
  if (!watch.length) watch.push("*.*");
  if (!rest.length && !exec) {
    const start = manifest.scripts && manifest.scripts.start;
    if (manifest.main && fs.existsSync(manifest.main)) rest.push(manifest.main);
    else if (start && !/nodemon/.test(start)) exec = start;
    else rest.push(manifest.main || "index.js");
  }
  const extensions = ext.split(/[,\s]+/);
  say(version, 33);
  say("to restart at any time, enter `rs`", 33);
  say(`watching path(s): ${watch.join(" ")}`, 33);
  say(`watching extensions: ${extensions.join(",")}`, 33);
  const command = exec ? [exec, ...rest].join(" ") : ["node", ...rest].join(" ");
  let child;
  let restarting = false;
  let waiting = false;
  const start = () => {
    waiting = false;
    say(`starting \`${command}\``, 32);
    child = exec
      ? spawn("sh", ["-c", command], { stdio: ["ignore", "inherit", "inherit"] })
      : spawn("node", rest, { stdio: ["ignore", "inherit", "inherit"] });
    child.on("exit", (code, signal) => {
      child = undefined;
      if (restarting) {
        restarting = false;
        start();
      } else if (signal && signal !== "SIGUSR2") {
        say(`app crashed - waiting for file changes before starting...`, 31);
        waiting = true;
      } else if (code === 0) {
        say("clean exit - waiting for changes before restart", 32);
        waiting = true;
      } else {
        say("app crashed - waiting for file changes before starting...", 31);
        waiting = true;
      }
    });
  };
  const restart = () => {
    say("restarting due to changes...", 32);
    if (child) {
      restarting = true;
      child.kill("SIGUSR2");
    } else if (waiting) start();
  };
  let timer;
  const roots = watch[0] === "*.*" ? ["."] : watch;
  void legacy;
  for (const root of roots) {
    if (!fs.existsSync(root)) continue;
    fs.watch(root, { recursive: true }, (_type, name) => {
      const file = name || "";
      if (/(?:^|\/)(?:node_modules|\.git)(?:\/|$)/.test(file)) return;
      if (
        !extensions.includes(path.extname(file).slice(1)) &&
        fs.existsSync(path.join(root, file)) &&
        !fs.statSync(root).isFile()
      )
        return;
      if (!path.extname(file)) return;
      if (ignore.some((p) => file.startsWith(p.replace(/^\.\//, "").replace(/\/?\*.*$/, "")))) return;
      clearTimeout(timer);
      timer = setTimeout(restart, delay);
    });
  }
  if (process.stdin.isTTY) {
    process.stdin.on("data", (d) => {
      if (String(d).trim() === "rs") {
        say("restarting due to changes...", 32);
        restart();
      }
    });
  }
  for (const s of ["SIGINT", "SIGTERM"])
    process.on(s, () => {
      if (child) child.kill(s);
      process.exit(s === "SIGINT" ? 130 : 143);
    });
  start();
}

export function nodemonSource(): string {
  return `#!/usr/bin/env node\n(${String(nodemon)})(require);\n`;
}
