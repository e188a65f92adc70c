import { NotModified } from "../../api/errors.ts";
import type { Daemon } from "../daemon.ts";
import { emitContainer } from "./emit.ts";
import { inDaemon } from "./in-daemon.ts";
import { stopRun, wrapped } from "./kill.ts";
import { findContainer, getContainer, liveOf } from "./lookup.ts";
import { startContainer } from "./start.ts";
import { isActive } from "./states.ts";

interface StopOptions {
  readonly signal?: string;
  readonly timeout?: number;
}

/** `docker stop`: NotModified when it does not run. Goes on though the client is interrupted. */
export function stopContainer(d: Daemon, text: string, options: StopOptions): Promise<void> {
  const record = findContainer(d, text);
  if (!isActive(record.state)) throw new NotModified("");
  return inDaemon(d, `stop ${record.name}`, async () => {
    // Somebody else was faster.
    if (!isActive((getContainer(d, record.id) ?? record).state)) return;
    try {
      await stopRun(d, record, options);
    } catch (e) {
      throw wrapped(e, `cannot stop container: ${text}: `);
    }
  });
}

/** `docker restart`: stops it if it runs, and starts it; it does not remove itself in between. */
export function restartContainer(d: Daemon, text: string, options: StopOptions): Promise<void> {
  const record = findContainer(d, text);
  const live = liveOf(d, record);
  return inDaemon(d, `restart ${record.name}`, async () => {
    try {
      if (isActive(record.state)) {
        live.restartingByHand = true;
        try {
          await stopRun(d, record, options);
        } finally {
          live.restartingByHand = false;
        }
      }
      startContainer(d, record.id);
      emitContainer(d, "restart", getContainer(d, record.id) ?? record);
      await d.kernel.sleep(d.facts.settle);
    } catch (e) {
      throw wrapped(e, `Cannot restart container ${text}: `);
    }
  });
}
