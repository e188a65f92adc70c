import type { Process } from "../../../kernel/process.ts";
import { SIGNALS } from "../../../kernel/signal.ts";
import { isErrno } from "../../../std/errno.ts";
import { MILLISECOND, SECOND } from "../../../std/time.ts";
import { allCommands } from "./commands/table.ts";
import type { Client, Context } from "./context.ts";
import { Database, RedisError } from "./database.ts";
import { say } from "./log.ts";
import { makeRoom } from "./memory.ts";
import { appended, readIfThere, replaceFile, restore, snapshot } from "./persist.ts";
import { commandBytes, failure, type Reply } from "./resp.ts";

/** Without changes this is how long a wait for one goes on. */
const TICK = 100 * MILLISECOND;

/** The server's state, and what keeps it on disk. */
export class Server {
  readonly databases: readonly Database[];
  readonly clients = new Map<number, Client>();
  readonly began: number;
  readonly runId: string;
  /** Changes since the last save. */
  dirty = 0;
  lastSave: number;
  commands = 0;
  connections = 0;
  expiredKeys = 0;
  evictedKeys = 0;
  saving = false;
  /** How the server is asked to end. */
  ending: { readonly save: boolean } | undefined;
  private pushes = 0;

  constructor(
    readonly p: Process,
    readonly config: Map<string, string>,
    readonly version: string,
  ) {
    this.databases = Array.from({ length: Number(config.get("databases") ?? 16) }, () => new Database(() => p.now()));
    this.began = p.now();
    this.lastSave = p.now();
    this.runId = p.chance.hex("redis run id").slice(0, 40);
  }

  database(n: number): Database {
    const db = this.databases[n];
    if (!db) throw new RedisError("ERR DB index is out of range");
    return db;
  }

  get persistent(): boolean {
    return this.config.get("appendonly") === "yes";
  }

  private path(name: string): string {
    return `${this.config.get("dir")}/${name}`.replace(/\/\//g, "/");
  }

  private get dumpFile(): string {
    return this.path(this.config.get("dbfilename") ?? "dump.rdb");
  }

  private appendFile(part: string): string {
    return this.path(`${this.config.get("appenddirname")}/${this.config.get("appendfilename")}.${part}`);
  }

  // Commands

  /** Carries a command out for a client. */
  async run(client: Client, words: readonly string[]): Promise<Reply> {
    const [name = "", ...args] = words;
    const command = allCommands[name.toLowerCase()];
    if (!command) {
      client.spoilt = client.queue !== undefined;
      const shown = args.map((a) => `'${a}' `).join("");
      return failure(`ERR unknown command '${name}', with args beginning with: ${shown.slice(0, 128)}`);
    }
    const count = words.length;
    if (command.arity > 0 ? count !== command.arity : count < -command.arity) {
      client.spoilt = client.queue !== undefined;
      return failure(`ERR wrong number of arguments for '${name.toLowerCase()}' command`);
    }
    if (!client.authenticated && !["auth", "hello", "quit"].includes(name.toLowerCase()))
      return failure("NOAUTH Authentication required.");
    try {
      if (command.write) await makeRoom(this, words, (db, key) => this.evicted(db, key));
    } catch (e) {
      if (!(e instanceof RedisError)) throw e;
      client.spoilt = client.queue !== undefined;
      return failure(e.message);
    }
    if (client.queue && !["exec", "discard", "multi", "watch", "quit"].includes(name.toLowerCase())) {
      client.queue.push([...words]);
      return { kind: "status", text: "QUEUED" };
    }
    return await this.execute(client, words);
  }

  /** Carries a command out, known to be right in form; what it changed is written to the append-only file. */
  async execute(client: Client, words: readonly string[]): Promise<Reply> {
    const [name = "", ...args] = words;
    const command = allCommands[name.toLowerCase()];
    if (!command) return failure("ERR unknown command");
    this.commands++;
    if (!/^(auth|monitor|hello|quit)$/i.test(name)) await this.report(client, words);
    const context: Context = { p: this.p, server: this, client, db: this.database(client.db) };
    try {
      const reply = await command.run(context, args);
      if (command.write && reply.kind !== "error") await this.changed(client.db, words);
      return reply;
    } catch (e) {
      if (e instanceof RedisError) return failure(e.message);
      throw e;
    }
  }

  /** Tells those who watch by MONITOR of a command. */
  private async report(client: Client, words: readonly string[]): Promise<void> {
    const watchers = [...this.clients.values()].filter((c) => c.monitoring);
    if (watchers.length === 0) return;
    const shown = words.map((w) => JSON.stringify(w)).join(" ");
    const text = `${(this.p.now() / SECOND).toFixed(6)} [${client.db} ${client.address}] ${shown}`;
    for (const c of watchers) await c.send({ kind: "status", text });
  }

  private async evicted(db: number, key: string): Promise<void> {
    this.evictedKeys++;
    await this.changed(db, ["DEL", key]);
  }

  private appendedDb = -1;

  private async changed(db: number, words: readonly string[]): Promise<void> {
    this.dirty++;
    if (!this.persistent) return;
    const file = this.appendFile("1.incr.aof");
    if (db !== this.appendedDb) this.p.files.appendFile(file, commandBytes(["SELECT", String(db)]));
    this.appendedDb = db;
    this.p.files.appendFile(file, commandBytes(fixedTime(words, this.p.now())));
  }

  // Lists that somebody waits for

  pushed(): void {
    this.pushes++;
  }

  /** Waits a moment for a push, not past `end`. */
  async waitForPush(end: number): Promise<void> {
    const seen = this.pushes;
    while (this.pushes === seen && this.p.now() < end) await this.p.sleep(Math.min(TICK, end - this.p.now()));
  }

  // On disk

  /** Loads what is there, and says so. False: it cannot be read. */
  async load(): Promise<boolean> {
    const { p } = this;
    if (this.persistent) return await this.loadAppended();
    const bytes = readIfThere(p, this.dumpFile);
    if (!bytes) return true;
    const began = p.now();
    const found = restore(bytes, this.databases, p.now());
    if (!found) {
      await say(p, "M", "#", "Wrong signature trying to load DB from file");
      await say(p, "M", "#", "Fatal error loading the DB, check server logs. Exiting.");
      return false;
    }
    await this.sayLoaded(found, false);
    await say(p, "M", "*", `DB loaded from disk: ${((p.now() - began) / SECOND).toFixed(3)} seconds`);
    return true;
  }

  private async sayLoaded(found: NonNullable<ReturnType<typeof restore>>, base: boolean): Promise<void> {
    const { p } = this;
    await say(p, "M", "*", `Loading RDB produced by version ${found.head.version}`);
    await say(p, "M", "*", `RDB age ${Math.max(0, Math.floor((p.now() - found.head.savedAt) / SECOND))} seconds`);
    await say(p, "M", "*", `RDB memory usage when created ${base ? "0.64" : "0.94"} Mb`);
    if (base) await say(p, "M", "*", "RDB is base AOF");
    await say(p, "M", "*", `Done loading RDB, keys loaded: ${found.loaded}, keys expired: ${found.expired}.`);
  }

  private async loadAppended(): Promise<boolean> {
    const { p } = this;
    const base = this.appendFile("1.base.rdb");
    const incr = this.appendFile("1.incr.aof");
    const name = this.config.get("appendfilename");
    const began = p.now();
    if (!readIfThere(p, this.appendFile("manifest"))) {
      await say(p, "M", "*", `Creating AOF base file ${name}.1.base.rdb on server start`);
      p.files.mkdirs(this.path(this.config.get("appenddirname") ?? ""));
      p.files.writeFile(base, snapshot(this.databases, this.version, p.now(), true));
      await say(p, "M", "*", `Creating AOF incr file ${name}.1.incr.aof on server start`);
      p.files.writeFile(incr, "");
      p.files.writeFile(
        this.appendFile("manifest"),
        `file ${name}.1.base.rdb seq 1 type b\nfile ${name}.1.incr.aof seq 1 type i startoffset 0\n`,
      );
      return true;
    }
    await say(p, "M", "*", "Reading RDB base file on AOF loading...");
    const found = restore(readIfThere(p, base) ?? new Uint8Array(0), this.databases, p.now());
    if (!found) return false;
    await this.sayLoaded(found, true);
    const span = () => ((p.now() - began) / SECOND).toFixed(3);
    await say(p, "M", "*", `DB loaded from base file ${name}.1.base.rdb: ${span()} seconds`);
    const client = this.silentClient();
    for (const words of await appended(readIfThere(p, incr) ?? new Uint8Array(0))) {
      if (words[0] === "SELECT") client.db = Number(words[1]);
      else {
        const command = allCommands[words[0]?.toLowerCase() ?? ""];
        const db = this.database(client.db);
        try {
          await command?.run({ p, server: this, client, db }, words.slice(1));
        } catch (e) {
          if (!(e instanceof RedisError)) throw e;
        }
      }
    }
    await say(p, "M", "*", `DB loaded from incr file ${name}.1.incr.aof: ${span()} seconds`);
    await say(p, "M", "*", `DB loaded from append only file: ${span()} seconds`);
    await say(p, "M", "*", `Opening AOF incr file ${name}.1.incr.aof on server start`);
    return true;
  }

  silentClient(): Client {
    return {
      id: 0,
      address: "",
      began: this.p.now(),
      name: "",
      db: 0,
      authenticated: true,
      queue: undefined,
      spoilt: false,
      watched: new Map(),
      channels: new Set(),
      patterns: new Set(),
      monitoring: false,
      leaving: false,
      async send() {},
    };
  }

  /** SAVE. False: it could not be written. */
  async saved(p: Process = this.p, role: "C" | "M" = "M"): Promise<boolean> {
    try {
      replaceFile(p, this.dumpFile, snapshot(this.databases, this.version, p.now()));
    } catch (e) {
      if (!isErrno(e)) throw e;
      await say(
        p,
        role,
        "#",
        `Failed opening the temp RDB file temp-${p.pid}.rdb (in server root dir ${this.config.get("dir")}) for saving: ${e.strerror}`,
      );
      return false;
    }
    await say(p, role, "*", "DB saved on disk");
    if (role === "M") {
      this.dirty = 0;
      this.lastSave = p.now();
    }
    return true;
  }

  /** BGSAVE: a child writes what there is now. */
  async saveInBackground(): Promise<void> {
    const { p } = this;
    this.saving = true;
    const dirty = this.dirty;
    const bytes = snapshot(this.databases, this.version, p.now());
    const file = this.dumpFile;
    const pid = p.fork(
      async (child) => {
        try {
          replaceFile(child, file, bytes);
        } catch (e) {
          if (!isErrno(e)) throw e;
          await say(
            child,
            "C",
            "#",
            `Failed opening the temp RDB file temp-${child.pid}.rdb (in server root dir ${this.config.get("dir")}) for saving: ${e.strerror}`,
          );
          return 1;
        }
        await say(child, "C", "*", "DB saved on disk");
        await say(child, "C", "*", "Fork CoW for RDB: current 0 MB, peak 0 MB, average 0 MB");
        return 0;
      },
      { argv: [`redis-rdb-bgsave *:${this.config.get("port")}`] },
    );
    await say(p, "M", "*", `Background saving started by pid ${pid}`);
    p.thread(async () => {
      const ended = await p.wait(pid);
      await p.sleep(80 * MILLISECOND);
      this.saving = false;
      if (ended?.status.kind === "exited" && ended.status.code === 0) {
        this.dirty -= dirty;
        this.lastSave = p.now();
        await say(p, "M", "*", "Background saving terminated with success");
      } else await say(p, "M", "#", "Background saving error");
    });
  }

  /** Once a second: what has expired goes; a `save` rule that is met starts a background save. */
  async cron(): Promise<void> {
    for (const db of this.databases) db.sweep();
    if (this.saving) return;
    const rules = (this.config.get("save") ?? "")
      .split(" ")
      .filter((w) => w !== "")
      .map(Number);
    for (let i = 0; i + 1 < rules.length; i += 2) {
      const [seconds = 0, changes = 0] = rules.slice(i, i + 2);
      if (this.dirty < changes || this.p.now() - this.lastSave <= seconds * SECOND) continue;
      await say(this.p, "M", "*", `${changes} changes in ${seconds} seconds. Saving...`);
      await this.saveInBackground();
      return;
    }
  }

  /** Asks the main thread to end. */
  end(save: boolean): void {
    this.ending = { save };
    this.p.kill(this.p.pid, SIGNALS.SIGUSR2);
  }

  /** The last words. False: the data could not be saved. */
  async finish(save: boolean): Promise<boolean> {
    const { p } = this;
    await say(p, "M", "*", "User requested shutdown...");
    if (this.persistent) await say(p, "M", "*", "Calling fsync() on the AOF file.");
    if (save) {
      await say(p, "M", "*", "Saving the final RDB snapshot before exiting.");
      if (!(await this.saved())) {
        await say(p, "M", "#", "Error trying to save the DB, can't exit.");
        return false;
      }
    }
    await say(p, "M", "#", "Redis is now ready to exit, bye bye...");
    return true;
  }
}

/** EXPIRE and its like are kept with the moment itself, so that they mean the same when they are read again. */
function fixedTime(words: readonly string[], now: number): string[] {
  const [name = "", key = "", ...rest] = words;
  const ms = (text: string | undefined, unit: number) => String(Math.floor(now / 1000) + Number(text) * unit);
  switch (name.toLowerCase()) {
    case "expire":
      return ["PEXPIREAT", key, ms(rest[0], 1000), ...rest.slice(1)];
    case "pexpire":
      return ["PEXPIREAT", key, ms(rest[0], 1), ...rest.slice(1)];
    case "setex":
      return ["SET", key, rest[1] ?? "", "PXAT", ms(rest[0], 1000)];
    case "psetex":
      return ["SET", key, rest[1] ?? "", "PXAT", ms(rest[0], 1)];
    case "set": {
      const at = rest.findIndex((w, i) => i > 0 && /^(ex|px)$/i.test(w));
      if (at < 0) return [...words];
      const unit = rest[at]?.toLowerCase() === "ex" ? 1000 : 1;
      return ["SET", key, ...rest.slice(0, at), "PXAT", ms(rest[at + 1], unit), ...rest.slice(at + 2)];
    }
    default:
      return [...words];
  }
}
