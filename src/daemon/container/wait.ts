import type { PendingWait, WaitCondition } from "../../api/engine.ts";
import { InvalidParameter } from "../../api/errors.ts";
import type { Cancel } from "../../std/cancel.ts";
import type { Daemon } from "../daemon.ts";
import type { ExitListener } from "./live.ts";
import { findContainer, liveOf } from "./lookup.ts";
import { isActive } from "./states.ts";

/** `docker wait`: registered at once, so that nothing that happens from now on is missed. */
export function waitContainer(d: Daemon, text: string, condition: WaitCondition, cancel: Cancel): PendingWait {
  if (!["not-running", "next-exit", "removed"].includes(condition)) {
    throw new InvalidParameter(`invalid condition: "${condition}"`);
  }
  const record = findContainer(d, text);
  const live = liveOf(d, record);
  const happened = d.kernel.createWaitQueue();
  let code: number | undefined;
  if (condition === "not-running" && !isActive(record.state)) code = record.state.exitCode;
  const forget = () => {
    live.listeners = live.listeners.filter((l) => l !== listener);
  };
  const done = (exitCode: number) => {
    if (code !== undefined) return;
    code = exitCode;
    forget();
    happened.wakeAll();
  };
  const listener: ExitListener = {
    exited: (exitCode) => {
      if (condition === "next-exit" || (condition === "not-running" && !live.restarter.waiting)) done(exitCode);
    },
    removed: done,
  };
  if (code === undefined) {
    live.listeners = [...live.listeners, listener];
    cancel.onCancel(forget);
  }
  return {
    async response() {
      while (code === undefined) await happened.wait({ cancel });
      return { StatusCode: code };
    },
  };
}
