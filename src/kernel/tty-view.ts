import { SIGNALS } from "./signal.ts";
import { actionOf, signalGroup } from "./signals.ts";
import { findGroup } from "./spawn.ts";
import type { Task } from "./task.ts";
import { type Terminal, usable } from "./terminal.ts";
import type { Tty } from "./tty.ts";

/**
 * A terminal as one process sees it: groups by the numbers of its namespace. A job in the background that changes its
 * terminal is stopped (SIGTTOU); the change is made when it is continued.
 */
export function terminalFor(task: Task, tty: Tty): Terminal {
  const change = (make: () => void) => {
    if (!tty.isBackground(task) || actionOf(task, SIGNALS.SIGTTOU).handler === "ignore") return make();
    signalGroup(task.group, SIGNALS.SIGTTOU, undefined);
    task.whenRunning(make);
  };
  return {
    get name() {
      return tty.name;
    },
    get size() {
      return usable(tty.size);
    },
    get windowSize() {
      return tty.size;
    },
    get mode() {
      return tty.discipline.mode;
    },
    setMode: (mode) => change(() => tty.setMode(mode)),
    setSize: (size) => tty.setSize(size),
    unread: (bytes) => tty.unread(bytes),
    get foregroundGroup() {
      return tty.foreground?.leader?.pidIn(task.pids) ?? 0;
    },
    set foregroundGroup(pgid) {
      const group = findGroup(task, pgid);
      change(() => {
        tty.foreground = group;
      });
    },
  };
}
