import type { Process } from "../../../kernel/process.ts";
import { isErrno } from "../../../std/errno.ts";
import { decode } from "../../../std/text.ts";
import { MILLISECOND, SECOND } from "../../../std/time.ts";
import { silentClient } from "./client.ts";
import { RedisError } from "./database.ts";
import { fixedTime } from "./fixed-time.ts";
import { say } from "./log.ts";
import { appended, readIfThere, replaceFile, restore, snapshot } from "./persist.ts";
import { commandBytes } from "./resp.ts";
import type { Server } from "./server.ts";

/** What keeps a server's data: snapshots, and the append-only file. */
export class Disk {
  /** Changes since the last save. */
  dirty = 0;
  lastSave: number;
  lastOk = true;
  saves = 0;
  saving = false;
  rewriting = false;
  private appendedDb = -1;
  /** The append-only file's number; each rewrite makes a new pair of files. */
  private generation = 1;

  constructor(private readonly server: Server) {
    this.lastSave = server.p.now();
  }

  private get p(): Process {
    return this.server.p;
  }

  private setting(name: string): string {
    return this.server.config.get(name) ?? "";
  }

  get appending(): boolean {
    return this.setting("appendonly") === "yes";
  }

  private path(name: string): string {
    return `${this.setting("dir")}/${name}`.replace(/\/\//g, "/");
  }

  private get dumpFile(): string {
    return this.path(this.setting("dbfilename"));
  }

  private appendName(part: string): string {
    return `${this.setting("appendfilename")}.${part}`;
  }

  private appendFile(part: string): string {
    return this.path(`${this.setting("appenddirname")}/${this.appendName(part)}`);
  }

  private get base(): string {
    return `${this.generation}.base.rdb`;
  }

  private get increments(): string {
    return `${this.generation}.incr.aof`;
  }

  /** A command has changed something: it is kept. */
  changed(db: number, words: readonly string[]): void {
    this.dirty++;
    if (!this.appending) return;
    const file = this.appendFile(this.increments);
    if (db !== this.appendedDb) this.p.files.appendFile(file, commandBytes(["SELECT", String(db)]));
    this.appendedDb = db;
    this.p.files.appendFile(file, commandBytes(fixedTime(words, this.p.now())));
  }

  /** Loads what is there, and says so. False: it cannot be read. */
  async load(): Promise<boolean> {
    const { p } = this;
    if (this.appending) return await this.loadAppended();
    const bytes = readIfThere(p, this.dumpFile);
    if (!bytes) return true;
    const began = p.now();
    const found = restore(bytes, this.server.databases, p.now());
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

  private writeManifest(): void {
    const [base, incr] = [this.appendName(this.base), this.appendName(this.increments)];
    this.p.files.writeFile(
      this.appendFile("manifest"),
      `file ${base} seq ${this.generation} type b\nfile ${incr} seq ${this.generation} type i startoffset 0\n`,
    );
  }

  /** Writes what there is as a base, with an empty file of changes beside it. */
  private begin(): void {
    const { p } = this;
    p.files.mkdirs(this.path(this.setting("appenddirname")));
    p.files.writeFile(this.appendFile(this.base), snapshot(this.server.databases, this.server.version, p.now(), true));
    p.files.writeFile(this.appendFile(this.increments), "");
    this.writeManifest();
    this.appendedDb = -1;
  }

  private async loadAppended(): Promise<boolean> {
    const { p } = this;
    const began = p.now();
    const manifest = readIfThere(p, this.appendFile("manifest"));
    if (!manifest) {
      await say(p, "M", "*", `Creating AOF base file ${this.appendName(this.base)} on server start`);
      this.begin();
      await say(p, "M", "*", `Creating AOF incr file ${this.appendName(this.increments)} on server start`);
      return true;
    }
    this.generation = Number(/seq (\d+)/.exec(decode(manifest))?.[1] ?? 1);
    await say(p, "M", "*", "Reading RDB base file on AOF loading...");
    const base = readIfThere(p, this.appendFile(this.base)) ?? new Uint8Array(0);
    const found = restore(base, this.server.databases, p.now());
    if (!found) return false;
    await this.sayLoaded(found, true);
    const span = () => ((p.now() - began) / SECOND).toFixed(3);
    await say(p, "M", "*", `DB loaded from base file ${this.appendName(this.base)}: ${span()} seconds`);
    await this.replay(readIfThere(p, this.appendFile(this.increments)) ?? new Uint8Array(0));
    await say(p, "M", "*", `DB loaded from incr file ${this.appendName(this.increments)}: ${span()} seconds`);
    await say(p, "M", "*", `DB loaded from append only file: ${span()} seconds`);
    await say(p, "M", "*", `Opening AOF incr file ${this.appendName(this.increments)} on server start`);
    return true;
  }

  private async replay(bytes: Uint8Array): Promise<void> {
    const client = silentClient(this.p.now(), this.server.users.standard);
    for (const words of await appended(bytes)) {
      if (words[0] === "SELECT") client.db = Number(words[1]);
      else
        try {
          await this.server.handle(client, words, false);
        } catch (e) {
          if (!(e instanceof RedisError)) throw e;
        }
    }
  }

  /** SAVE. False: it could not be written. */
  async save(): Promise<boolean> {
    const { p } = this;
    this.lastOk = await this.write(p, "M", snapshot(this.server.databases, this.server.version, p.now()));
    if (this.lastOk) this.settled(this.dirty);
    return this.lastOk;
  }

  private settled(written: number): void {
    this.dirty -= written;
    this.lastSave = this.p.now();
    this.saves++;
  }

  private async write(p: Process, role: "C" | "M", bytes: Uint8Array): Promise<boolean> {
    try {
      replaceFile(p, this.dumpFile, bytes);
    } catch (e) {
      if (!isErrno(e)) throw e;
      const where = `(in server root dir ${this.setting("dir")})`;
      await say(p, role, "#", `Failed opening the temp RDB file temp-${p.pid}.rdb ${where} for saving: ${e.strerror}`);
      return false;
    }
    await say(p, role, "*", "DB saved on disk");
    return true;
  }

  /** BGSAVE: a child writes what there is now. */
  async saveInBackground(): Promise<void> {
    const { p } = this;
    this.saving = true;
    const dirty = this.dirty;
    const bytes = snapshot(this.server.databases, this.server.version, p.now());
    const pid = p.fork(
      async (child) => {
        if (!(await this.write(child, "C", bytes))) return 1;
        await say(child, "C", "*", "Fork CoW for RDB: current 0 MB, peak 0 MB, average 0 MB");
        return 0;
      },
      { argv: [`redis-rdb-bgsave *:${this.setting("port")}`] },
    );
    await say(p, "M", "*", `Background saving started by pid ${pid}`);
    p.thread(async () => {
      this.lastOk = await this.succeeded(pid);
      this.saving = false;
      if (this.lastOk) {
        this.settled(dirty);
        await say(p, "M", "*", "Background saving terminated with success");
      } else await say(p, "M", "#", "Background saving error");
    });
  }

  private async succeeded(pid: number): Promise<boolean> {
    const ended = await this.p.wait(pid);
    await this.p.sleep(80 * MILLISECOND);
    return ended?.status.kind === "exited" && ended.status.code === 0;
  }

  /** BGREWRITEAOF: a new base, and a new file for what comes from now on. */
  async rewrite(): Promise<void> {
    const { p } = this;
    this.rewriting = true;
    const old = [this.increments, this.base].map((part) => this.appendName(part));
    if (this.appending) {
      this.generation++;
      await say(p, "M", "*", `Creating AOF incr file ${this.appendName(this.increments)} on background rewrite`);
      this.begin();
    }
    const pid = p.fork(
      async (child) => {
        await say(
          child,
          "C",
          "*",
          "Successfully created the temporary AOF base file temp-rewriteaof-bg-" + `${child.pid}.aof`,
        );
        await say(child, "C", "*", "Fork CoW for AOF rewrite: current 0 MB, peak 0 MB, average 0 MB");
        return 0;
      },
      { argv: [`redis-aof-rewrite *:${this.setting("port")}`] },
    );
    await say(p, "M", "*", `Background append only file rewriting started by pid ${pid}`);
    p.thread(async () => {
      await this.succeeded(pid);
      this.rewriting = false;
      await say(p, "M", "*", "Background AOF rewrite terminated with success");
      if (this.appending) {
        await say(
          p,
          "M",
          "*",
          `Successfully renamed the temporary AOF base file temp-rewriteaof-bg-${pid}.aof into ${this.appendName(this.base)}`,
        );
        for (const name of old) {
          await say(p, "M", "*", `Removing the history file ${name} in the background`);
          p.files.unlink(this.path(`${this.setting("appenddirname")}/${name}`));
        }
      }
      await say(p, "M", "*", "Background AOF rewrite finished successfully");
    });
  }

  /** CONFIG SET appendonly yes: what there is becomes the base. */
  startAppending(): void {
    this.begin();
  }

  /** Once a second: a `save` rule that is met starts a background save. */
  async cron(): Promise<void> {
    if (this.saving) return;
    const rules = this.setting("save")
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
}
