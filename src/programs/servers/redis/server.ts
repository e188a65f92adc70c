import type { Process } from "../../../kernel/process.ts";
import { SIGNALS } from "../../../kernel/signal.ts";
import type { Client } from "./client.ts";
import { allCommands } from "./commands/table.ts";
import type { Context } from "./context.ts";
import { Database, RedisError } from "./database.ts";
import { Disk } from "./disk.ts";
import { type Facts, factsOf, keysOf } from "./facts.ts";
import { say } from "./log.ts";
import { makeRoom } from "./memory.ts";
import { monitorLine } from "./monitor.ts";
import { eventsOf, notified } from "./notify.ts";
import { refusal } from "./refusal.ts";
import { failure, OK, type Reply, status } from "./resp.ts";
import { Scripts } from "./scripts.ts";
import { Slowlog } from "./slowlog.ts";
import { Stats } from "./stats.ts";
import { type User, Users } from "./users.ts";
import { Waiting } from "./waiting.ts";

/** Commands that a transaction does not put off. */
const AT_ONCE = new Set(["exec", "discard", "multi", "watch", "quit", "reset"]);

/** The server's state, and how it carries commands out. */
export class Server {
  readonly databases: readonly Database[];
  readonly clients = new Map<number, Client>();
  readonly began: number;
  readonly runId: string;
  readonly stats = new Stats();
  readonly slowlog: Slowlog;
  readonly scripts = new Scripts();
  readonly waiting: Waiting;
  readonly users: Users;
  readonly disk: Disk;
  connections = 0;
  /** Who was refused by AUTH; the newest first. */
  readonly aclLog: { readonly name: string; readonly at: number; readonly client: string }[] = [];
  /** How the server is asked to end. */
  ending: { readonly save: boolean } | undefined;
  /** CLIENT PAUSE: until then nobody's commands are carried out. */
  pausedUntil = 0;
  /** What is to be done once the command is through: messages to others, a save. */
  readonly later: (() => Promise<void>)[] = [];
  /** What is kept of a command that would give something else another time. */
  instead: readonly (readonly string[])[] | undefined;

  constructor(
    readonly p: Process,
    readonly config: Map<string, string>,
    readonly version: string,
    readonly configFile: string | undefined,
  ) {
    this.databases = Array.from(
      { length: Number(config.get("databases") ?? 16) },
      (_, n) =>
        new Database(
          () => p.now(),
          (key) => {
            this.stats.expired++;
            notified(this, n, "x", "expired", key);
          },
        ),
    );
    this.began = p.now();
    this.runId = p.chance.hex("redis run id").slice(0, 40);
    this.slowlog = new Slowlog(config);
    this.users = new Users(config.get("requirepass") ?? "");
    this.waiting = new Waiting(p);
    this.disk = new Disk(this);
  }

  database(n: number): Database {
    const db = this.databases[n];
    if (!db) throw new RedisError("ERR DB index is out of range");
    return db;
  }

  /** Whom a new connection speaks for: the standard user where it needs no password. */
  get firstUser(): User | undefined {
    const { standard } = this.users;
    return standard.on && standard.nopass ? standard : undefined;
  }

  /** Carries a command out for a client. */
  async run(client: Client, words: readonly string[]): Promise<Reply> {
    const found = factsOf(words);
    const refused = this.refused(client, words, found);
    const name = words[0]?.toLowerCase() ?? "";
    client.lastAt = this.p.now();
    client.lastCommand = found?.name.replace(" ", "|") ?? name;
    if (refused) {
      client.spoilt = client.queue !== undefined;
      if (name === "exec" && client.queue) client.queue = undefined;
      return refused;
    }
    if (client.queue && !AT_ONCE.has(name)) {
      if (found?.flags.has("no_multi")) {
        client.spoilt = true;
        return failure("ERR Command not allowed inside a transaction");
      }
      client.queue.push([...words]);
      return status("QUEUED");
    }
    const reply = await this.execute(client, words, true);
    await this.settle();
    return reply;
  }

  private refused(client: Client, words: readonly string[], found: Facts | undefined): Reply | undefined {
    try {
      const text = refusal(this, client, words, found);
      if (text !== undefined) throw new RedisError(text);
      if (found?.flags.has("denyoom")) makeRoom(this, words, (db, key) => this.evicted(db, key));
      return undefined;
    } catch (e) {
      if (!(e instanceof RedisError)) throw e;
      this.stats.failed(e.message);
      return failure(e.message);
    }
  }

  /** Serves those who wait for what came, and does what was put off. */
  private async settle(): Promise<void> {
    for (const { client } of this.waiting.serve()) {
      const words = client.lastWords;
      if (words.length === 0) continue;
      this.disk.changed(client.db, words);
      this.told(client.db, words, keysOf(words));
    }
    this.instead = undefined;
    while (this.later.length) await this.later.shift()?.();
  }

  /** Carries a command out that is known to be right in form; what it changed is kept. */
  async execute(client: Client, words: readonly string[], mayWait: boolean): Promise<Reply> {
    const began = this.p.now();
    // What a script does is told behind it, what is done in a transaction before its end.
    if (/^(eval|fcall)/i.test(words[0] ?? "")) await this.tell(monitorLine(this, client, words, false));
    try {
      const before = this.before(client, words);
      const result = this.handle(client, words, mayWait);
      const reply = await result;
      await this.report(client, words);
      // Who had to wait was served, and that was kept, when what it waited for came.
      if (!(result instanceof Promise && factsOf(words)?.flags.has("blocking")))
        this.after(client, words, before, reply);
      return reply;
    } catch (e) {
      if (!(e instanceof RedisError)) throw e;
      this.stats.failed(e.message);
      return failure(e.message);
    } finally {
      const name = factsOf(words)?.name.replace(" ", "|") ?? "";
      this.stats.called(name, this.p.now() - began);
      if (!factsOf(words)?.flags.has("blocking")) this.slowlog.note(words, client, began, this.p.now() - began);
    }
  }

  /** The same within a script: at once. Errors are thrown. */
  executeNow(client: Client, words: readonly string[]): Reply {
    const found = factsOf(words);
    const text = refusal(this, client, words, found);
    if (text !== undefined) throw new RedisError(text);
    if (found?.flags.has("noscript")) throw new RedisError("ERR This Redis command is not allowed from script");
    if (found?.flags.has("denyoom")) makeRoom(this, words, (db, key) => this.evicted(db, key));
    const line = monitorLine(this, client, words, true);
    this.later.push(() => this.tell(line));
    const before = this.before(client, words);
    const reply = this.handle(client, words, false);
    if (reply instanceof Promise) throw new RedisError("ERR This Redis command is not allowed from script");
    this.after(client, words, before, reply);
    this.stats.called(found?.name.replace(" ", "|") ?? "", 0);
    return reply;
  }

  handle(client: Client, words: readonly string[], mayWait: boolean): Reply | Promise<Reply> {
    const name = factsOf(words)?.name ?? "";
    const run = allCommands[name];
    if (!run) throw new RedisError(`ERR drydock: ${name.toUpperCase()} is not simulated`);
    const context: Context = { p: this.p, server: this, client, db: this.database(client.db), mayWait };
    return run(context, words.slice(name.split(" ").length));
  }

  /** The state of a command's keys before it, and whether those that are read are there. */
  private before(client: Client, words: readonly string[]): ReadonlyMap<string, number> {
    const db = this.database(client.db);
    const keys = keysOf(words);
    const flags = factsOf(words)?.flags;
    if (flags?.has("readonly")) for (const key of keys) this.stats.looked(db.has(key));
    client.lastWords = flags?.has("write") ? words : [];
    if (!flags?.has("write")) return new Map();
    return new Map(keys.map((key) => [key, db.version(key)]));
  }

  private after(client: Client, words: readonly string[], before: ReadonlyMap<string, number>, reply: Reply): void {
    const instead = this.instead;
    this.instead = undefined;
    if (!factsOf(words)?.flags.has("write") || reply.kind === "error") return;
    const db = this.database(client.db);
    const changed = [...before].filter(([key, version]) => db.version(key) !== version).map(([key]) => key);
    if (before.size && changed.length === 0) return;
    for (const one of instead ?? [words]) this.disk.changed(client.db, one);
    for (const key of changed) this.waiting.signal(client.db, key);
    this.told(client.db, words, changed);
  }

  /** Tells those who listen for changes of keys. */
  private told(db: number, words: readonly string[], keys: readonly string[]): void {
    for (const key of keys)
      for (const [kind, event] of eventsOf(words, this.database(db).has(key), key))
        notified(this, db, kind, event, key);
  }

  private async report(client: Client, words: readonly string[]): Promise<void> {
    const flags = factsOf(words)?.flags;
    if (flags?.has("skip_monitor") || flags?.has("admin")) return;
    await this.tell(monitorLine(this, client, words, false));
  }

  private async tell(line: string): Promise<void> {
    for (const c of this.clients.values()) if (c.monitoring) await c.send(status(line));
  }

  /** Sends a message to a client once the command is through. */
  message(to: Client, reply: Reply): void {
    this.later.push(() => to.send(reply));
  }

  private evicted(db: number, key: string): void {
    this.stats.evicted++;
    this.disk.changed(db, ["DEL", key]);
  }

  /** Once a second: what has expired goes, and the disk's own rules. */
  async cron(): Promise<void> {
    for (const db of this.databases) db.sweep();
    await this.settle();
    await this.disk.cron();
  }

  /** Asks the main thread to end. */
  end(save: boolean): Reply {
    this.ending = { save };
    this.p.kill(this.p.pid, SIGNALS.SIGUSR2);
    return OK;
  }

  /** The last words. False: the data could not be saved. */
  async finish(save: boolean): Promise<boolean> {
    const { p } = this;
    await say(p, "M", "*", "User requested shutdown...");
    if (this.disk.appending) await say(p, "M", "*", "Calling fsync() on the AOF file.");
    if (save) {
      await say(p, "M", "*", "Saving the final RDB snapshot before exiting.");
      if (!(await this.disk.save())) {
        await say(p, "M", "#", "Error trying to save the DB, can't exit.");
        return false;
      }
    }
    await say(p, "M", "#", "Redis is now ready to exit, bye bye...");
    return true;
  }
}
