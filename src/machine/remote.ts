import type { EngineView } from "../api/view.ts";
import type { Machine } from "./create.ts";
import type {
  ExecResult,
  FetchRequest,
  FetchResponse,
  HostEntry,
  InputLog,
  MachineClient,
  MachineNotice,
  MachineTerminal,
} from "./types.ts";

/** One end of a pair that carries structured-clonable messages in order: a worker, or the same thread. */
export interface Port {
  post(message: unknown): void;
  onMessage(fn: (message: unknown) => void): void;
  close(): void;
}

type Call =
  | { readonly call: "open"; readonly columns: number; readonly rows: number }
  | { readonly call: "exec"; readonly line: string }
  | { readonly call: "fetch"; readonly request: FetchRequest }
  | { readonly call: "readdir"; readonly path: string }
  | { readonly call: "readFile"; readonly path: string }
  | { readonly call: "writeFile"; readonly path: string; readonly data: Uint8Array }
  | { readonly call: "fastForward"; readonly on: boolean };

/** From the page to the machine. */
type Request =
  | { readonly kind: "call"; readonly id: number; readonly what: Call }
  | { readonly kind: "input"; readonly terminal: number; readonly text: string }
  | { readonly kind: "resize"; readonly terminal: number; readonly columns: number; readonly rows: number }
  | { readonly kind: "close"; readonly terminal: number };

/** From the machine to the page. */
type News =
  | { readonly kind: "ready" }
  | { readonly kind: "answer"; readonly id: number; readonly value?: unknown; readonly error?: string }
  | { readonly kind: "output"; readonly terminal: number; readonly chunk: Uint8Array }
  | { readonly kind: "view"; readonly view: EngineView }
  | { readonly kind: "notice"; readonly notice: MachineNotice }
  /** The log's head with the entries from number `from` on: earlier ones were told before. */
  | { readonly kind: "log"; readonly log: InputLog; readonly from: number };

export interface ServeOptions {
  /** Calls `fn` once, a frame or so later; calls before that are one. For the view and for output. */
  soon(fn: () => void): void;
  fastForward(on: boolean): void;
}

/** The machine's side: answers calls, and tells of output, state, notices and the log. */
export function serveMachine(machine: Machine, port: Port, options: ServeOptions): void {
  const send = (news: News) => port.post(news);
  const terminals = new Map<number, MachineTerminal>();
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

  async function answer(what: Call): Promise<unknown> {
    switch (what.call) {
      case "open": {
        const known = restored.shift();
        const terminal = known ?? machine.openTerminal(what.columns, what.rows);
        terminals.set(terminal.id, terminal);
        known?.resize(what.columns, what.rows);
        terminal.onOutput((chunk) => send({ kind: "output", terminal: terminal.id, chunk }));
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
        return terminals.get(request.terminal)?.input(request.text);
      case "resize":
        return terminals.get(request.terminal)?.resize(request.columns, request.rows);
      case "close":
        terminals.get(request.terminal)?.close();
        terminals.delete(request.terminal);
    }
  });
  send({ kind: "ready" });
  tellView();
}

/** The page's side. What is asked before the machine is ready is kept and sent in order. */
export function connectMachine(port: Port): MachineClient {
  let ready = false;
  let ids = 0;
  const queue: Request[] = [];
  const calls = new Map<number, { resolve(value: unknown): void; reject(e: Error): void }>();
  const outputs = new Map<number, (chunk: Uint8Array) => void>();
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
        if (fn) fn(news.chunk);
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
          for (const chunk of early.get(id) ?? []) fn(chunk);
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
    dispose: () => port.close(),
  };
}
