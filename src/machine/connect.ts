import type { EngineView } from "../api/view.ts";
import type { Call, News, Port, Request } from "./messages.ts";
import type { SnapshotPiece } from "./snapshot/write.ts";
import type { ExecResult, FetchResponse, HostEntry, InputLog, MachineClient, MachineNotice } from "./types.ts";

/** The page's side. What is asked before the machine is ready is kept and sent in order. */
export function connectMachine(port: Port): MachineClient {
  let ready = false;
  let ids = 0;
  const queue: Request[] = [];
  const calls = new Map<number, { resolve(value: unknown): void; reject(e: Error): void }>();
  const outputs = new Map<number, (chunk: Uint8Array, shown: () => void) => void>();
  const early = new Map<number, Uint8Array[]>();
  const views = new Set<(view: EngineView) => void>();
  const notices = new Set<(notice: MachineNotice) => void>();
  const logs = new Set<(log: InputLog) => void>();
  const entries: InputLog["entries"][number][] = [];
  let lastView: EngineView | undefined;

  const send = (request: Request) => {
    if (ready) port.post(request);
    else queue.push(request);
  };
  const call = <T>(what: Call) =>
    new Promise<T>((resolve, reject) => {
      const id = ++ids;
      calls.set(id, { resolve: (v) => resolve(v as T), reject });
      send({ kind: "call", id, what });
    });
  const show = (terminal: number, fn: (chunk: Uint8Array, shown: () => void) => void, chunk: Uint8Array) =>
    fn(chunk, () => send({ kind: "shown", terminal, bytes: chunk.length }));
  const listen = <F>(set: Set<F>, fn: F) => {
    set.add(fn);
    return () => void set.delete(fn);
  };

  port.onMessage((message) => {
    const news = message as News;
    switch (news.kind) {
      case "ready":
        ready = true;
        for (const request of queue.splice(0)) port.post(request);
        return;
      case "answer": {
        const pending = calls.get(news.id);
        calls.delete(news.id);
        if (news.error !== undefined) pending?.reject(new Error(news.error));
        else pending?.resolve(news.value);
        return;
      }
      case "output": {
        const fn = outputs.get(news.terminal);
        if (fn) show(news.terminal, fn, news.chunk);
        else early.set(news.terminal, [...(early.get(news.terminal) ?? []), news.chunk]);
        return;
      }
      case "view":
        lastView = news.view;
        for (const fn of views) fn(news.view);
        return;
      case "notice":
        for (const fn of notices) fn(news.notice);
        return;
      case "log":
        entries.splice(news.from, entries.length, ...news.log.entries);
        for (const fn of logs) fn({ ...news.log, entries });
    }
  });

  return {
    async openTerminal(columns, rows) {
      const id = await call<number>({ call: "open", columns, rows });
      return {
        id,
        onOutput(fn) {
          outputs.set(id, fn);
          for (const chunk of early.get(id) ?? []) show(id, fn, chunk);
          early.delete(id);
        },
        input: (text) => send({ kind: "input", terminal: id, text }),
        resize: (columns, rows) => send({ kind: "resize", terminal: id, columns, rows }),
        close: () => send({ kind: "close", terminal: id }),
      };
    },
    exec: (line) => call<ExecResult>({ call: "exec", line }),
    onView(fn) {
      if (lastView) fn(lastView);
      return listen(views, fn);
    },
    onNotice: (fn) => listen(notices, fn),
    onLog: (fn) => listen(logs, fn),
    fetch: (request) => call<FetchResponse>({ call: "fetch", request }),
    readdir: (path) => call<readonly HostEntry[]>({ call: "readdir", path }),
    readFile: (path) => call<Uint8Array>({ call: "readFile", path }),
    writeFile: (path, data) => call<void>({ call: "writeFile", path, data }),
    fastForward: (on) => call<void>({ call: "fastForward", on }),
    ping: () => call<void>({ call: "ping" }),
    cancelLoading: () => call<void>({ call: "cancelLoading" }),
    snapshot: (whole) => call<SnapshotPiece>({ call: "snapshot", whole }),
    dispose: () => port.close(),
  };
}
