// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `node --watch`: the program in a process of its own, started again when a file that it has loaded changes. */
export function guestWatchMode(exports, internal) {
  const { options } = internal;
  const fs = internal.require("fs");
  const path = internal.require("path");
  /** What is written within this many milliseconds is one change. */
  const TOGETHER = 200;

  exports.run = () => {
    const { spawn } = internal.require("child_process");
    const shown = `'${[options.script, ...options.argv].join(" ")}'`;
    const terminal = Boolean(internal.light_stdout().isTTY) && internal.colorDepth() > 2;
    const say = (colour, text) =>
      internal.call("write", 1, terminal ? `\u001b[${colour}m${text}\u001b[39m\n` : `${text}\n`);
    let child;
    let timer;
    let stopping = false;
    /** Watched folders, each with the files in it that count; none: all of them. */
    const watched = new Map();
    const changed = (folder, name) => {
      const files = watched.get(folder)?.files;
      if (stopping || (files && !files.has(path.join(folder, name)))) return;
      clearTimeout(timer);
      timer = setTimeout(restart, TOGETHER);
    };
    const watch = (folder, file) => {
      const known = watched.get(folder);
      if (known) return void (file && known.files?.add(file));
      const watcher = fs.watch(folder, { recursive: file === undefined }, (_type, name) => changed(folder, name));
      watched.set(folder, { watcher, files: file === undefined ? undefined : new Set([file]) });
    };
    const forget = () => {
      for (const [folder, { watcher, files }] of watched)
        if (files) {
          watcher.close();
          watched.delete(folder);
        }
    };
    const start = () => {
      child = spawn(process.execPath, [...options.execArgv, options.script, ...options.argv], {
        stdio: ["inherit", "inherit", "inherit", "ipc"],
        env: { ...process.env, WATCH_REPORT_DEPENDENCIES: "1" },
      });
      const own = child;
      child.on("message", (message) => {
        if (options.watchPaths.length) return;
        for (const file of message?.["watch:require"] ?? []) watch(path.dirname(file), file);
      });
      child.on("exit", (code) => {
        if (own !== child || stopping) return;
        child = undefined;
        if (code === 0) say(34, `Completed running ${shown}`);
        else say(31, `Failed running ${shown}`);
      });
    };
    /** Asks the program to end; goes on when it has. */
    const stop = (then) => {
      const old = child;
      child = undefined;
      if (!old || old.exitCode !== null || old.signalCode !== null) return then();
      old.on("exit", then);
      old.kill("SIGTERM");
      return undefined;
    };
    function restart() {
      if (terminal && !options.watchPreserveOutput) internal.call("write", 1, "\u001bc");
      say(32, `Restarting ${shown}`);
      forget();
      stop(start);
    }
    for (const signal of ["SIGTERM", "SIGINT"])
      process.on(signal, () => {
        stopping = true;
        stop(() => process.exit(0));
      });
    for (const folder of options.watchPaths) watch(path.resolve(folder));
    start();
  };

  /** In the program's own process: each file that is loaded is told. */
  exports.report = () => {
    delete process.env.WATCH_REPORT_DEPENDENCIES;
    internal.loaded = (file) => {
      if (process.connected) process.send({ "watch:require": [file] });
    };
  };
}
