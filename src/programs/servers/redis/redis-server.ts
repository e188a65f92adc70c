import type { Listener } from "../../../kernel/network.ts";
import { ownNote } from "../../../kernel/own-note.ts";
import type { Process } from "../../../kernel/process.ts";
import { SIGNALS } from "../../../kernel/signal.ts";
import { isErrno } from "../../../std/errno.ts";
import { SECOND } from "../../../std/time.ts";
import type { Tool } from "../../lib/flavour.ts";
import { acceptEach } from "../accept.ts";
import { BadConfig, type Config, readConfig } from "./config.ts";
import { say } from "./log.ts";
import { Server } from "./server.ts";
import { talk } from "./talk.ts";

const OVERCOMMIT =
  "WARNING Memory overcommit must be enabled! Without it, a background save or replication may fail under low memory condition. Being disabled, it can also cause failures without low memory condition, see https://github.com/jemalloc/jemalloc/issues/1328. To fix this issue add 'vm.overcommit_memory = 1' to /etc/sysctl.conf and then reboot or run the command 'sysctl vm.overcommit_memory=1' for this to take effect.";

/** The Redis server. The binary's note holds its version. */
export const redisServer: Tool = async (p) => {
  const version = ownNote(p).split("\n")[0] || "8.0.2";
  const args = p.argv.slice(1);
  if (args[0] === "-v" || args[0] === "--version") {
    await p.write(1, `Redis server v=${version} sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=b843bbd074c0e1da\n`);
    return 0;
  }
  if (args[0] === "-h" || args[0] === "--help") {
    await p.write(
      2,
      `Usage: ./redis-server [/path/to/redis.conf] [options] [-]
       ./redis-server - (read config from stdin)
       ./redis-server -v or --version
       ./redis-server -h or --help
       ./redis-server --test-memory <megabytes>
       ./redis-server --check-system

Examples:
       ./redis-server (run the server with default conf)
       echo 'maxmemory 128mb' | ./redis-server -
       ./redis-server /etc/redis/6379.conf
       ./redis-server --port 7777
       ./redis-server --port 7777 --replicaof 127.0.0.1 8888
       ./redis-server /etc/myredis.conf --loglevel verbose -
       ./redis-server /etc/myredis.conf --loglevel verbose

Sentinel mode:
       ./redis-server /etc/sentinel.conf --sentinel
`,
    );
    return 1;
  }
  let config: Config;
  try {
    config = readConfig(p, args);
  } catch (e) {
    return await badConfig(p, version, e, args[0] ?? "");
  }
  return await start(p, config, version);
};

async function badConfig(p: Process, version: string, e: unknown, file: string): Promise<number> {
  if (isErrno(e)) {
    await say(p, "C", "#", `Fatal error, can't open config file '${file}': ${e.strerror}`);
    return 1;
  }
  if (!(e instanceof BadConfig)) throw e;
  await p.write(
    2,
    `\n*** FATAL CONFIG FILE ERROR (Redis ${version}) ***\nReading the configuration file, at line ${e.line}\n>>> '${e.text}'\n${e.message}\n`,
  );
  return 1;
}

/** Closing files, syncing, freeing, and those of the allocator. */
const BACKGROUND_THREADS = 5;
const RESIDENT = 3_895_000;

async function start(p: Process, config: Config, version: string): Promise<number> {
  const port = Number(config.values.get("port"));
  await say(p, "C", "#", OVERCOMMIT);
  await say(p, "C", "*", "oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo");
  await say(p, "C", "*", `Redis version=${version}, bits=64, commit=00000000, modified=0, pid=${p.pid}, just started`);
  if (p.argv.length > 1) await say(p, "C", "*", "Configuration loaded");
  else
    await say(
      p,
      "C",
      "#",
      "Warning: no config file specified, using the default config. In order to specify a config file use redis-server /path/to/redis.conf",
    );
  await say(p, "M", "*", "monotonic clock: POSIX clock_gettime");
  p.setIdleThreads(BACKGROUND_THREADS);
  p.setMemory(RESIDENT);
  const server = new Server(p, config.values, version, config.file);
  let listeners: Listener[];
  try {
    listeners = port === 0 ? [] : open(p, config.values.get("bind") ?? "*", port);
  } catch (e) {
    if (!isErrno(e)) throw e;
    await say(p, "M", "#", `Warning: Could not create server TCP listening socket *:${port}: bind: ${e.strerror}`);
    await say(p, "M", "#", `Failed listening on port ${port} (tcp), aborting.`);
    return 1;
  }
  await say(p, "M", "*", `Running mode=standalone, port=${port}.`);
  if (config.unknown.length) {
    await say(p, "M", "#", "Unresolved Configuration(s) Detected:");
    for (const text of config.unknown) await say(p, "M", "#", `>>> '${text}'`);
    await say(
      p,
      "M",
      "#",
      "Module Configuration detected without loadmodule directive or no ApplyConfig call: aborting",
    );
    return 1;
  }
  await say(p, "M", "*", "Server initialized");
  p.setTitle(`redis-server *:${port}`);
  if (!(await server.disk.load())) return 1;
  await say(p, "M", "*", "Ready to accept connections tcp");
  return await serve(p, server, listeners);
}

function open(p: Process, bind: string, port: number): Listener[] {
  const addresses = bind.split(/\s+/).map((a) =>
    a
      .replace(/^-/, "")
      .replace(/^\*$/, "0.0.0.0")
      .replace(/^::\*$/, "::"),
  );
  return addresses.map((a) => p.listen(a, port, { backlog: 511, v6only: true }));
}

async function serve(p: Process, server: Server, listeners: readonly Listener[]): Promise<number> {
  let signal: number | undefined;
  for (const s of [SIGNALS.SIGTERM, SIGNALS.SIGINT])
    p.onSignal(
      s,
      (got) => {
        signal = got;
      },
      { restart: false },
    );
  p.onSignal(SIGNALS.SIGUSR2, () => {}, { restart: false });
  for (const listener of listeners) acceptEach(p, listener, (connection) => p.thread(() => talk(server, connection)));
  for (;;) {
    try {
      await p.sleep(SECOND);
      await server.cron();
    } catch (e) {
      if (!isErrno(e, "EINTR")) throw e;
    }
    if (signal !== undefined) {
      const name = signal === SIGNALS.SIGINT ? "SIGINT" : "SIGTERM";
      await p.write(
        1,
        `${p.pid}:signal-handler (${Math.floor(p.now() / SECOND)}) Received ${name} scheduling shutdown...\n`,
      );
      signal = undefined;
      await p.sleep(50_000);
      if (await server.finish((server.config.get("save") ?? "") !== "")) return 0;
    } else if (server.ending) {
      if (await server.finish(server.ending.save)) return 0;
      server.ending = undefined;
    }
  }
}
