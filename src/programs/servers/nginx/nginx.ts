import { ownNote } from "../../../kernel/own-note.ts";
import type { Process } from "../../../kernel/process.ts";
import { SIGNALS } from "../../../kernel/signal.ts";
import { isErrno } from "../../../std/errno.ts";
import type { Tool } from "../../lib/flavour.ts";
import { bindAll } from "./bind.ts";
import { errnoText } from "./errno.ts";
import { rlimit } from "./limits.ts";
import { type Loaded, loadConfig } from "./load.ts";
import { type Level, writeErrorLog } from "./log.ts";
import { runMaster } from "./master.ts";
import { BadOption, type Options, parseOptions, USAGE } from "./options.ts";
import { flag, rootBlock, setting } from "./parse.ts";
import { errorLogs, openLogs, RESIDENT, type Runtime } from "./runtime.ts";
import { makeTempFolders } from "./temp.ts";
import { ConfigError, LateError } from "./tokens.ts";

/**
 * nginx. Its binary's note holds the version and, in a line `debian`, that it is Debian's build, which logs to standard
 * error before the configuration is read; the official build logs to /var/log/nginx/error.log, and says it on standard
 * error too.
 */
export const nginx: Tool = async (p) => {
  const note = ownNote(p).split("\n");
  const build: Build = { version: note[0] || "1.29.3", debian: note.includes("debian") };
  let options: Options;
  try {
    options = parseOptions(p.argv.slice(1));
  } catch (e) {
    if (!(e instanceof BadOption)) throw e;
    await p.write(2, `nginx: ${e.message}\n`);
    return 1;
  }
  if (options.version || options.help) return await showVersion(p, build, options);
  return await new Start(p, build, options).run();
};

interface Build {
  readonly version: string;
  readonly debian: boolean;
}

async function showVersion(p: Process, build: Build, options: Options): Promise<number> {
  await p.write(2, `nginx version: nginx/${build.version}\n`);
  if (options.version === "long")
    await p.write(
      2,
      "built by gcc 14.2.0 (Debian 14.2.0-19) \nbuilt with OpenSSL 3.5.1 1 Jul 2025\nTLS SNI support enabled\nconfigure arguments: --prefix=/etc/nginx --conf-path=/etc/nginx/nginx.conf --error-log-path=/var/log/nginx/error.log --http-log-path=/var/log/nginx/access.log --pid-path=/run/nginx.pid\n",
    );
  if (options.help) await p.write(2, USAGE(build.debian));
  return 0;
}

/** One start of nginx, up to the master process. */
class Start {
  private readonly standardLog: string;
  private loaded: Loaded | undefined;
  private files: ReadonlyMap<string, number> = new Map();

  constructor(
    private readonly p: Process,
    private readonly build: Build,
    private readonly options: Options,
  ) {
    this.standardLog = options.errorLog ?? (build.debian ? "stderr" : "/var/log/nginx/error.log");
  }

  async run(): Promise<number> {
    const { p, options } = this;
    let read = false;
    try {
      await this.openStandardLog();
      if (options.signal !== undefined) return await this.signal(options.signal);
      this.loaded = await loadConfig(p, options.configFile, options.global);
      await this.warnings();
      read = true;
      this.files = new Map([...this.files, ...(await openLogs(p, this.loaded.config.root, this.standardLog))]);
      if (!options.test) makeTempFolders(p, this.loaded.config.root, this.build.debian);
    } catch (e) {
      if (!(e instanceof ConfigError)) throw e;
      if (options.test && !options.quiet && (read || e instanceof LateError))
        await p.write(2, `nginx: the configuration file ${options.configFile} syntax is ok\n`);
      await this.say("emerg", e.message);
      if (options.test) await p.write(2, `nginx: configuration file ${options.configFile} test failed\n`);
      return 1;
    }
    if (options.test) return await this.tested();
    return await this.serve(this.loaded);
  }

  private async openStandardLog(): Promise<void> {
    try {
      this.files = await openLogs(
        this.p,
        { kind: "m", args: [], parent: undefined, directives: [], warnings: [] },
        this.standardLog,
      );
    } catch (e) {
      if (!(e instanceof ConfigError)) throw e;
      await this.p.write(2, `nginx: [alert] could not open error log file: ${e.message}\n`);
      this.files = new Map([[this.standardLog, 2]]);
    }
  }

  /** Before it serves, what matters is said on standard error as well, unless the log is there anyway. */
  private async say(level: Level, text: string): Promise<void> {
    const { p } = this;
    const shown: readonly Level[] = ["warn", "error", "crit", "alert", "emerg"];
    const fd = this.files.get(this.standardLog) ?? 2;
    await writeErrorLog(p, [{ fd, level: "notice" }], level, text);
    if (fd !== 2 && shown.includes(level)) await p.write(2, `nginx: [${level}] ${text}\n`);
  }

  private async warnings(): Promise<void> {
    const { config } = this.loaded ?? { config: { root: undefined, warnings: [] } };
    for (const warning of config.warnings) await this.say("warn", warning);
    const user = config.root?.directives.find((d) => d.name === "user");
    if (user && this.p.credentials.uid !== 0)
      await this.say(
        "warn",
        `the "user" directive makes sense only if the master process runs with super-user privileges, ignored in ${user.place.file}:${user.place.line}`,
      );
  }

  private async tested(): Promise<number> {
    const { p, options } = this;
    const file = options.configFile;
    const pidFile = setting(this.loaded?.config.root ?? rootBlock(), "pid")?.[0] ?? "/run/nginx.pid";
    // A test opens what a start would open.
    if (!p.files.exists(pidFile)) p.files.writeFile(pidFile, "");
    if (!options.quiet)
      await p.write(
        2,
        `nginx: the configuration file ${file} syntax is ok\nnginx: configuration file ${file} test is successful\n`,
      );
    if (options.test === "dump")
      for (const [path, text] of this.loaded?.read ?? []) await p.write(1, `# configuration file ${path}:\n${text}\n`);
    return 0;
  }

  private async serve({ config, passes }: Loaded): Promise<number> {
    const { p, options, build } = this;
    const runtime: Runtime = { version: build.version, config, passes, files: this.files };
    const say = (level: Level, text: string) =>
      writeErrorLog(p, errorLogs(runtime, config.root, this.standardLog), level, text);
    let listeners: Awaited<ReturnType<typeof bindAll>>;
    try {
      listeners = await bindAll(p, config, [], async (text) => {
        const level = text.startsWith("try again") ? "notice" : "emerg";
        await say(level, text);
        if (level === "emerg") await p.write(2, `nginx: [emerg] ${text}\n`);
      });
    } catch (e) {
      if (!(e instanceof ConfigError)) throw e;
      await say("emerg", e.message);
      await p.write(2, `nginx: [emerg] ${e.message}\n`);
      return 1;
    }
    await say("notice", 'using the "epoll" event method');
    await say("notice", `nginx/${build.version}`);
    if (!build.debian) await say("notice", "built by gcc 14.2.0 (Debian 14.2.0-19) ");
    await say("notice", `OS: Linux ${p.uname().release}`);
    await say("notice", `getrlimit(RLIMIT_NOFILE): ${rlimit(p)}`);
    const pidFile = setting(config.root, "pid")?.[0] ?? "/run/nginx.pid";
    const master = { configFile: options.configFile, global: options.global, standardLog: this.standardLog, pidFile };
    const title = `nginx: master process ${p.argv.join(" ")}`;
    const run = async (q: Process): Promise<number> => {
      q.setTitle(title);
      q.setMemory(RESIDENT);
      try {
        q.files.writeFile(pidFile, `${q.pid}\n`);
      } catch (e) {
        if (!isErrno(e)) throw e;
        await say("emerg", `open() "${pidFile}" failed (${errnoText(e.code)})`);
        await q.write(2, `nginx: [emerg] open() "${pidFile}" failed (${errnoText(e.code)})\n`);
        return 1;
      }
      return await runMaster(q, runtime, listeners, master);
    };
    if (!flag(config.root, "daemon", true)) return await run(p);
    // The master goes to the background: a session of its own, the sockets opened anew in it.
    for (const { listener } of listeners) listener.close();
    p.fork(
      async (q) => {
        listeners = await bindAll(q, config, []);
        return await run(q);
      },
      { setsid: true },
    );
    return 0;
  }

  /** `-s`: tells the running master. */
  private async signal(name: string): Promise<number> {
    const { p, options } = this;
    const { config } = await loadConfig(p, options.configFile, options.global);
    const pidFile = setting(config.root, "pid")?.[0] ?? "/run/nginx.pid";
    await this.say("notice", "signal process started");
    const signals: Readonly<Record<string, number>> = {
      stop: SIGNALS.SIGTERM,
      quit: SIGNALS.SIGQUIT,
      reopen: SIGNALS.SIGUSR1,
      reload: SIGNALS.SIGHUP,
    };
    let text: string;
    try {
      text = p.files.readText(pidFile);
    } catch (e) {
      if (!isErrno(e)) throw e;
      await this.say("error", `open() "${pidFile}" failed (${errnoText(e.code)})`);
      return 1;
    }
    const pid = Number(text.trim());
    if (!pid) {
      await this.say("error", `invalid PID number "${text.trim()}" in "${pidFile}"`);
      return 1;
    }
    try {
      p.kill(pid, signals[name] ?? 0);
    } catch (e) {
      if (!isErrno(e)) throw e;
      await this.say(
        "alert",
        `kill(${pid}, ${signals[name]}) failed (${e.code === "ESRCH" ? "3: No such process" : errnoText(e.code)})`,
      );
      return 1;
    }
    return 0;
  }
}
