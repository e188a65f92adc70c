import type { Kernel } from "../kernel/kernel.ts";
import { fromBase64 } from "../std/base64.ts";
import { once } from "../std/once.ts";
import type { ExecShell } from "./exec-shell.ts";
import type { Terminals } from "./terminals.ts";
import type { FetchRequest, FetchResponse, LoggedInput } from "./types.ts";

export interface InputTargets {
  readonly kernel: Kernel;
  readonly shell: ExecShell;
  readonly terminals: Terminals;
  put(path: string, data: Uint8Array): void;
  killAll(): void;
}

/** What came of an input: told once, when it is known. */
export type Settle = (outcome: { readonly value: unknown } | { readonly error: unknown }) => void;

/**
 * Does what an input says, between two steps of the scheduler. The same whether it came just now or from a log, so that a
 * session and its replay are one thing.
 */
export function applyInput(
  input: LoggedInput,
  { kernel, shell, terminals, put, killAll }: InputTargets,
  settle: Settle,
): void {
  switch (input.kind) {
    case "open":
      return terminals.open(input.terminal, input.columns, input.rows);
    case "type":
      return terminals.type(input.terminal, input.text);
    case "secret":
      return terminals.type(input.terminal, "x".repeat(input.length));
    case "resize":
      return terminals.resize(input.terminal, input.columns, input.rows);
    case "close":
      return terminals.close(input.terminal);
    case "write":
      return put(input.path, fromBase64(input.base64) ?? new Uint8Array(0));
    case "exec":
      return thread(kernel, () => shell.run(input.line), settle);
    case "fetch":
      return thread(kernel, () => fetchFromHost(kernel, parseFetch(input.request)), settle);
    case "kill":
      return killAll();
    case "giveUp":
    case "mark":
      return undefined;
  }
}

function thread(kernel: Kernel, work: () => Promise<unknown>, settle: Settle): void {
  kernel.thread("input", async () => {
    try {
      settle({ value: await work() });
    } catch (error) {
      settle({ error });
    }
  });
}

/** Speaking HTTP: needed once a page is asked for. */
const http = once(() => import("../kernel/http.ts"));

/** Opens a connection from the host's network namespace and asks over it. */
async function fetchFromHost(kernel: Kernel, req: FetchRequest): Promise<FetchResponse> {
  const { failureOf, parseUrl, request } = await kernel.load(http);
  const url = parseUrl(req.url);
  if (!url) return { ok: false, error: "EPROTO" };
  try {
    return await request(await kernel.connect(kernel.network.host, url.host, url.port), req);
  } catch (e) {
    return { ok: false, error: failureOf(e) };
  }
}

function parseFetch(json: string): FetchRequest {
  const { body, ...req } = JSON.parse(json) as Omit<FetchRequest, "body"> & { body?: string };
  return body === undefined ? req : { ...req, body: fromBase64(body) ?? new Uint8Array(0) };
}
