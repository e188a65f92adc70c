import { cancelLoading, isLoading } from "../programs/lib/loading.ts";
import type { Machine } from "./create.ts";
import type { Call, News, Port, Request } from "./messages.ts";
import type { MachineTerminal } from "./types.ts";

export interface ServeOptions {
  /** Calls `fn` once, a frame or so later; calls before that are one. For the view and for output. */
  soon(fn: () => void): void;
  fastForward(on: boolean): void;
  /** The screen is behind with showing what was printed, or has caught up. */
  screenBehind(on: boolean): void;
}

/** Bytes that may wait to be shown: what Ctrl-C has to wait for. */
const UNSHOWN = 1 << 16;

/** The machine's side: answers calls, and tells of output, state, notices and the log. */
export function serveMachine(machine: Machine, port: Port, options: ServeOptions): void {
  const send = (news: News) => port.post(news);
  const terminals = new Map<number, MachineTerminal>();
  /** Bytes on their way to each terminal's screen. */
  const unshown = new Map<number, number>();
  const count = (terminal: number, bytes: number) => {
    unshown.set(terminal, (unshown.get(terminal) ?? 0) + bytes);
    options.screenBehind([...unshown.values()].some((n) => n > UNSHOWN));
  };
  /** Terminals that a replay has opened: the page's first ones are these. */
  const restored = [...machine.terminals()];

  const batched = (fn: () => void) => {
    let asked = false;
    return () => {
      if (asked) return;
      asked = true;
      options.soon(() => {
        asked = false;
        fn();
      });
    };
  };
  const tellView = batched(() => send({ kind: "view", view: machine.view() }));
  machine.onView(tellView);
  machine.onNotice((notice) => send({ kind: "notice", notice }));
  let told = 0;
  machine.onLog(
    batched(() => {
      const log = machine.log();
      send({ kind: "log", log: { ...log, entries: log.entries.slice(told) }, from: told });
      told = log.entries.length;
    }),
  );

  /** That is an input too: a replay must not wait for what was not waited for. */
  const giveUp = () => {
    if (isLoading()) void machine.inject({ kind: "giveUp" });
    cancelLoading();
  };

  async function answer(what: Call): Promise<unknown> {
    switch (what.call) {
      case "open": {
        const known = restored.shift();
        const terminal = known ?? machine.openTerminal(what.columns, what.rows);
        terminals.set(terminal.id, terminal);
        known?.resize(what.columns, what.rows);
        terminal.onOutput((chunk) => {
          send({ kind: "output", terminal: terminal.id, chunk });
          count(terminal.id, chunk.length);
        });
        return terminal.id;
      }
      case "exec":
        return machine.exec(what.line);
      case "fetch":
        return machine.fetch(what.request);
      case "readdir":
        return machine.readdir(what.path);
      case "readFile":
        return machine.files.readFile(what.path);
      case "writeFile":
        return machine.writeFile(what.path, what.data);
      case "fastForward":
        return options.fastForward(what.on);
      case "ping":
        return undefined;
      case "cancelLoading":
        return giveUp();
      case "snapshot":
        return machine.snapshotPiece(what.whole);
    }
  }

  port.onMessage((message) => {
    const request = message as Request;
    switch (request.kind) {
      case "call":
        answer(request.what).then(
          (value) => send({ kind: "answer", id: request.id, value }),
          (e) => send({ kind: "answer", id: request.id, error: e instanceof Error ? e.message : String(e) }),
        );
        return;
      case "input":
        // Time stands still while something loads: Ctrl-C would be heard only after it.
        if (request.text.includes("\x03")) giveUp();
        return terminals.get(request.terminal)?.input(request.text);
      case "shown":
        return count(request.terminal, -request.bytes);
      case "resize":
        return terminals.get(request.terminal)?.resize(request.columns, request.rows);
      case "close":
        terminals.get(request.terminal)?.close();
        terminals.delete(request.terminal);
        count(request.terminal, -(unshown.get(request.terminal) ?? 0));
    }
  });
  send({ kind: "ready" });
  tellView();
}
