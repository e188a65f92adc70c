import { Cancelled, createCancel } from "../../std/cancel.ts";
import { isErrno } from "../../std/errno.ts";
import { DAY, type Micros } from "../../std/time.ts";
import { type Input, openInput } from "../lib/input.ts";
import { dirName } from "../lib/paths.ts";
import type { Call } from "../lib/tool.ts";

/** A file that `tail -f` stays with; `input` is undefined while a name (-F) leads nowhere. */
export interface Followed {
  readonly path: string;
  input: Input | undefined;
  size: number;
}

export interface FollowOptions {
  readonly byName: boolean;
  readonly titled: boolean;
  /** How often files are looked at that tell nothing of a change. */
  readonly interval: Micros;
  /** End when this process has. */
  readonly pid: string | undefined;
}

/** Copies what is added to the files, until the process is killed; a pipe is read to its end. */
export async function follow(c: Call, followed: readonly Followed[], o: FollowOptions): Promise<number> {
  let shown = followed.at(-1);
  const write = async (f: Followed, data: Uint8Array) => {
    if (o.titled && shown !== f) await c.out.write(`\n==> ${f.path} <==\n`);
    shown = f;
    await c.out.write(data);
    await c.out.flush();
  };
  for (;;) {
    let live = 0;
    for (const f of followed) {
      if (o.byName) await reopen(c, f);
      if (!f.input) {
        live += o.byName ? 1 : 0;
        continue;
      }
      live++;
      const stat = c.p.fstat(f.input.fd);
      if (stat.kind === "file" && stat.size < f.size) {
        await c.p.write(2, `${c.name}: ${f.path}: file truncated\n`);
        c.p.seek(f.input.fd, 0);
      }
      for (let chunk = await f.input.read(); chunk; chunk = await f.input.read()) await write(f, chunk);
      f.size = stat.kind === "file" ? c.p.fstat(f.input.fd).size : 0;
      if (stat.kind === "fifo" && f.path === "-") return c.status;
    }
    if (!live) return c.status;
    if (o.pid !== undefined && !alive(c, Number(o.pid))) return c.status;
    await waitForChange(c, followed, o);
  }
}

/**
 * Sleeps until one of the files has changed. Nothing tells of a change of a device, so that `tail -f /dev/null` sleeps
 * on; a process to watch (--pid) and names whose folder is missing are looked at from time to time.
 */
async function waitForChange(c: Call, followed: readonly Followed[], o: FollowOptions): Promise<void> {
  const wake = createCancel(c.p.cancel);
  const unwatch: (() => void)[] = [];
  let span = o.pid === undefined ? DAY : o.interval;
  for (const { path } of followed) {
    if (path === "-") continue;
    const place = o.byName ? dirName(path) : path;
    if (c.p.files.exists(place)) unwatch.push(c.p.files.watch(place, () => wake.cancel()));
    else span = o.interval;
  }
  try {
    await c.p.sleep(span, wake.token);
  } catch (e) {
    if (!(e instanceof Cancelled)) throw e;
  } finally {
    for (const stop of unwatch) stop();
  }
}

/** -F: opens the name anew when another file is behind it. */
async function reopen(c: Call, f: Followed): Promise<void> {
  if (f.path === "-") return;
  try {
    const now = c.p.files.stat(f.path);
    const held = f.input && c.p.fstat(f.input.fd);
    if (held && held.ino === now.ino && held.dev === now.dev) return;
    const replaced = f.input !== undefined;
    f.input?.close();
    f.input = await openInput(c.p, f.path);
    f.size = 0;
    const words = replaced ? "has been replaced;  following new file" : "has appeared;  following new file";
    await c.p.write(2, `${c.name}: ${c.quoteAlways(f.path)} ${words}\n`);
  } catch (e) {
    if (!isErrno(e)) throw e;
    if (f.input) await c.p.write(2, `${c.name}: ${c.quoteAlways(f.path)} has become inaccessible: ${e.strerror}\n`);
    f.input?.close();
    f.input = undefined;
  }
}

function alive(c: Call, pid: number): boolean {
  try {
    c.p.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
