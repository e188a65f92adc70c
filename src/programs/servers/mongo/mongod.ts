import type { Connection, Listener } from "../../../kernel/network.ts";
import { ownNote } from "../../../kernel/own-note.ts";
import type { Process } from "../../../kernel/process.ts";
import { SIGNALS } from "../../../kernel/signal.ts";
import { isErrno } from "../../../std/errno.ts";
import { MILLISECOND } from "../../../std/time.ts";
import type { Tool } from "../../lib/flavour.ts";
import { pause } from "../../lib/pause.ts";
import { createSource } from "../../net/http/source.ts";
import { acceptEach } from "../accept.ts";
import { runCommand } from "./commands/table.ts";
import { createLog } from "./log.ts";
import { type MongodOptions, mongodOptions } from "./options.ts";
import type { MongoServer, MongoSession } from "./server.ts";
import { loadStore } from "./store.ts";
import { readMessage, sendMessage } from "./wire.ts";

/** MongoDB's server. The binary's note holds the version. */
export const mongod: Tool = async (p) => {
  const version = ownNote(p).split("\n")[0] || "8.0.4";
  const options = mongodOptions(p.argv.slice(1));
  if (typeof options === "string") {
    await p.write(2, `${options}\n`);
    return options.startsWith("drydock") ? 1 : 2;
  }
  if (options.version) {
    await p.write(
      1,
      `db version v${version}\nBuild Info: {\n    "version": "${version}",\n    "allocator": "tcmalloc-google",\n    "environment": {\n        "distarch": "x86_64",\n        "target_arch": "x86_64"\n    }\n}\n`,
    );
    return 0;
  }
  if (options.shutdown) return await shutDownOther(p, options);
  if (options.fork) return await forked(p, options);
  return await serve(p, options, version);
};

/** `--fork`: the server runs on in a child, and this process ends as soon as that one listens. */
async function forked(p: Process, options: MongodOptions): Promise<number> {
  if (options.logpath === undefined) {
    await p.write(
      2,
      "BadValue: --fork has to be used with --logpath or --syslog\ntry 'mongod --help' for more information\n",
    );
    return 2;
  }
  const argv = p.argv.filter((a) => a !== "--fork");
  await p.write(1, "about to fork child process, waiting until server is ready for connections.\n");
  const pid = p.spawn([p.executable, ...argv.slice(1)], { setsid: true, argv0: argv[0] ?? "mongod" });
  await p.write(1, `forked process: ${pid}\n`);
  for (;;) {
    await p.sleep(10 * MILLISECOND);
    if (await p.wait(pid, { nohang: true })) {
      await p.write(
        2,
        `ERROR: child process failed, exited with 1\nTo see additional information in this output, start without the "--fork" option.\n`,
      );
      return 1;
    }
    if (p.network.sockets().some((s) => s.state === "LISTEN" && s.local.port === options.port)) break;
  }
  await p.write(1, "child process started successfully, parent exiting\n");
  return 0;
}

/** `--shutdown`: ends the server that works in this data folder. */
async function shutDownOther(p: Process, options: MongodOptions): Promise<number> {
  const lock = `${options.data}/mongod.lock`;
  const pid = p.files.exists(lock) ? Number(p.files.readText(lock)) : 0;
  if (!pid || !p.processes().some((x) => x.pid === pid)) {
    await p.write(2, `There doesn't seem to be a server running with dbpath: ${options.data}\n`);
    return 1;
  }
  await p.write(1, `killing process with pid: ${pid}\n`);
  p.kill(pid, SIGNALS.SIGTERM);
  while (p.processes().some((x) => x.pid === pid && x.state !== "Z")) await p.sleep(20 * MILLISECOND);
  return 0;
}

async function serve(p: Process, options: MongodOptions, version: string): Promise<number> {
  const log = createLog(p, options.logpath);
  const { port, data } = options;
  const init = "initandlisten";
  await log(
    "CONTROL",
    23_285,
    "main",
    "Automatically disabling TLS 1.0, to force-enable TLS 1.0 specify --sslDisabledProtocols 'none'",
  );
  await log("NETWORK", 4_915_701, "main", "Initialized wire specification", {
    spec: {
      incomingExternalClient: { minWireVersion: 0, maxWireVersion: 25 },
      incomingInternalClient: { minWireVersion: 0, maxWireVersion: 25 },
      outgoing: { minWireVersion: 6, maxWireVersion: 25 },
      isInternalClient: true,
    },
  });
  await log("CONTROL", 4_615_611, init, "MongoDB starting", {
    pid: p.pid,
    port,
    dbPath: data,
    architecture: "64-bit",
    host: p.hostname,
  });
  await log("CONTROL", 23_403, init, "Build Info", {
    buildInfo: {
      version,
      gitVersion: "drydock",
      openSSLVersion: "OpenSSL 3.0.13 30 Jan 2024",
      modules: [],
      allocator: "tcmalloc-google",
      environment: { distmod: "ubuntu2404", distarch: "x86_64", target_arch: "x86_64" },
    },
  });
  await log("CONTROL", 51_765, init, "Operating System", { os: { name: "Ubuntu", version: "24.04" } });
  const net = { bindIp: options.bindAll ? "*" : "127.0.0.1" };
  await log("CONTROL", 21_951, init, "Options set by command line", {
    options: { net, ...(options.auth ? { security: { authorization: "enabled" } } : {}) },
  });
  if (!p.files.exists(data)) {
    await log(
      "CONTROL",
      20_557,
      init,
      "DBException in initAndListen, terminating",
      {
        error: `NonExistentPath: Data directory ${data} not found. Create the missing directory or specify another path using (1) the --dbpath command line option, or (2) by adding the 'storage.dbPath' option in the configuration file.`,
      },
      "E",
    );
    return 100;
  }
  try {
    for (const name of [
      "WiredTiger",
      "WiredTiger.lock",
      "WiredTiger.wt",
      "mongod.lock",
      "storage.bson",
      "sizeStorer.wt",
    ])
      if (!p.files.exists(`${data}/${name}`))
        p.files.writeFile(`${data}/${name}`, name === "WiredTiger" ? "WiredTiger\n" : "", 0o600);
    for (const name of ["journal", "diagnostic.data"]) p.files.mkdirs(`${data}/${name}`, 0o700);
    p.files.writeFile(`${data}/mongod.lock`, `${p.pid}\n`, 0o600);
    if (options.pidfile !== undefined) p.files.writeFile(options.pidfile, `${p.pid}\n`);
  } catch (e) {
    if (!isErrno(e)) throw e;
    await log(
      "CONTROL",
      20_557,
      init,
      "DBException in initAndListen, terminating",
      { error: `IllegalOperation: Attempted to create a lock file on a read-only directory: ${data}` },
      "E",
    );
    return 100;
  }
  await log("STORAGE", 22_315, init, "Opening WiredTiger", {
    config:
      "create,cache_size=3411M,session_max=33000,eviction=(threads_min=4,threads_max=4),log=(enabled=true,remove=true,path=journal,compressor=snappy)",
  });
  await p.sleep(400 * MILLISECOND);
  const store = loadStore(p.files, data);
  await log("STORAGE", 4_795_906, init, "WiredTiger opened", { durationMillis: 400 });
  if (!options.auth)
    await log(
      "CONTROL",
      22_120,
      init,
      "Access control is not enabled for the database. Read and write access to data and configuration is unrestricted",
      undefined,
      "W",
    );
  await log("FTDC", 20_625, init, "Initializing full-time diagnostic data capture", {
    dataDirectory: `${data}/diagnostic.data`,
  });
  await p.sleep(100 * MILLISECOND);
  const ending = { asked: false };
  for (const signal of [SIGNALS.SIGTERM, SIGNALS.SIGINT, SIGNALS.SIGQUIT])
    p.onSignal(
      signal,
      () => {
        ending.asked = true;
      },
      { restart: false },
    );
  const server: MongoServer = {
    p,
    store,
    data,
    version,
    port,
    began: p.now(),
    auth: options.auth,
    log,
    cursors: new Map(),
    nextCursor: 1_000_000_000_001n + BigInt(p.chance.integer("mongo cursor", 1_000_000_000)),
    connections: 0,
    round: 0,
    shutdown: () => p.kill(p.pid, SIGNALS.SIGTERM),
  };
  const listeners: Listener[] = [];
  try {
    listeners.push(p.listen(options.bindAll ? "0.0.0.0" : "127.0.0.1", port));
  } catch (e) {
    if (!isErrno(e)) throw e;
    await log(
      "CONTROL",
      20_568,
      init,
      "Error setting up listener",
      { error: { code: 9001, codeName: "SocketException", errmsg: `setup bind :: caused by :: ${e.strerror}` } },
      "E",
    );
    return 48;
  }
  const socket = `/tmp/mongodb-${port}.sock`;
  if (p.files.exists(socket)) p.files.unlink(socket);
  listeners.push(p.listenUnix(socket));
  await log("NETWORK", 23_015, "listener", "Listening on", { address: socket });
  await log("NETWORK", 23_015, "listener", "Listening on", { address: options.bindAll ? "0.0.0.0" : "127.0.0.1" });
  await log("NETWORK", 23_016, "listener", "Waiting for connections", { port, ssl: "off" });
  let count = 0;
  for (const listener of listeners)
    acceptEach(p, listener, (connection) => {
      const id = ++count;
      p.thread(() => talk(server, connection, id));
    });
  while (!ending.asked) {
    await pause(p);
  }
  await log("CONTROL", 23_377, "SignalHandler", "Received signal", { signal: 15, error: "Terminated" });
  await log("CONTROL", 23_378, "SignalHandler", "Signal was sent by kill(2)", { pid: 0, uid: 0 });
  await log("CONTROL", 23_381, "SignalHandler", "will terminate after current cmd ends");
  for (const listener of listeners) listener.close();
  await log("NETWORK", 20_562, "SignalHandler", "Shutdown: going to close listening sockets");
  await log("STORAGE", 22_322, "SignalHandler", "Shutting down checkpoint thread");
  await p.sleep(60 * MILLISECOND);
  await log("STORAGE", 4_795_901, "SignalHandler", "WiredTiger closed", { durationMillis: 60 });
  p.files.writeFile(`${data}/mongod.lock`, "", 0o600);
  p.files.unlink(socket);
  await log("CONTROL", 20_565, "SignalHandler", "Now exiting");
  await log("CONTROL", 23_138, "SignalHandler", "Shutting down", { exitCode: 0 });
  return 0;
}

/** One connection: commands, each answered before the next is read. */
async function talk(server: MongoServer, connection: Connection, id: number): Promise<void> {
  const { p, log } = server;
  const remote = connection.remote.address
    ? `${connection.remote.address}:${connection.remote.port}`
    : "anonymous unix socket";
  const session: MongoSession = { id, remote, user: undefined, login: undefined };
  const source = createSource(connection);
  server.connections++;
  const about = (): { remote: string; connectionId: number; connectionCount: number } => ({
    remote,
    connectionId: id,
    connectionCount: server.connections,
  });
  try {
    await log("NETWORK", 22_943, "listener", "Connection accepted", about());
    let answers = 0;
    for (let m = await readMessage(source); m; m = await readMessage(source)) {
      const answer = await runCommand(server, session, m.body);
      p.charge(150);
      if (m.wantsAnswer) await sendMessage(connection, answer, ++answers, m);
    }
  } catch (e) {
    if (!isErrno(e)) throw e;
  } finally {
    connection.close();
    server.connections--;
  }
  await log("NETWORK", 22_944, `conn${id}`, "Connection ended", about());
}
