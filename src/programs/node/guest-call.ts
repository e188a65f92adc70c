import type { QuickJSHandle } from "quickjs-emscripten-core";
import { DnsError } from "../../kernel/network.ts";
import { isErrno } from "../../std/errno.ts";
import type { Args } from "./args.ts";
import { childWaits } from "./child-sync.ts";
import type { Engine } from "./engine.ts";
import { fileOperations, fileWaits } from "./files-operations.ts";
import { hashOperations } from "./hash-operations.ts";
import type { AsyncOperation, Host, Operation } from "./host.ts";
import { localeOperations } from "./locale-operations.ts";
import { networkOperations, networkWaits } from "./network-operations.ts";
import { processOperations, processWaits } from "./process-operations.ts";
import { type Recorder, STOPPED } from "./record.ts";
import { textOperations } from "./text-operations.ts";

const operations: ReadonlyMap<string, Operation> = new Map(
  Object.entries({
    ...fileOperations,
    ...networkOperations,
    ...processOperations,
    ...hashOperations,
    ...localeOperations,
    ...textOperations,
  }),
);
const waits: ReadonlyMap<string, AsyncOperation> = new Map(
  Object.entries({ ...fileWaits, ...networkWaits, ...processWaits, ...childWaits }),
);

/** A failure as the guest reads it: `{$error: {code, path}}`. */
export function failure(e: unknown): object {
  if (isErrno(e)) return { $error: { code: e.code, path: e.path ?? null } };
  if (e instanceof DnsError)
    return { $error: { code: e.code === "NXDOMAIN" ? "ENOTFOUND" : "EAI_AGAIN", host: e.host } };
  throw e;
}

/** What was waited for when Ctrl-C came. */
const INTERRUPTED = { $error: { code: "EINTR", path: null } };

/** What an operation gave, as a value of the guest: text of JSON, or an ArrayBuffer. */
export function toGuest({ context }: Engine, value: unknown): QuickJSHandle {
  if (value === undefined) return context.undefined;
  if (value instanceof Uint8Array) return context.newArrayBuffer(value.slice().buffer);
  return context.newString(JSON.stringify(value));
}

/**
 * The one function by which the guest reaches the machine: `native(operation, arguments as JSON, bytes)`. A name with `@ID`
 * behind it starts an operation that waits; its result comes as a completion of that number. A name with `!` behind it stops
 * the program until the operation has ended; `false` tells the guest that its turn is broken off.
 */
export function createNative(engine: Engine, h: Host, recorder: Recorder, counted: () => void): QuickJSHandle {
  const { context } = engine;
  return context.newFunction("native", (nameHandle, jsonHandle, bytesHandle) => {
    counted();
    if (h.exitCode !== undefined || recorder.stopped) return context.undefined;
    const name = context.getString(nameHandle);
    const args: unknown = JSON.parse(context.getString(jsonHandle));
    if (!Array.isArray(args)) return context.undefined;
    const bytes =
      bytesHandle && context.typeof(bytesHandle) === "object"
        ? context.getArrayBuffer(bytesHandle).consume((b) => b.value.slice())
        : new Uint8Array(0);
    if (name.endsWith("!")) {
      const answer = stopFor(h, recorder, name.slice(0, -1), args, bytes);
      if (answer === STOPPED) return context.false;
      return toGuest(engine, answer === undefined ? { $error: { code: "UNSIMULATED" } } : answer);
    }
    return toGuest(
      engine,
      recorder.answer(name, () => operate(h, name, args, bytes)),
    );
  });
}

function operate(h: Host, name: string, args: Args, bytes: Uint8Array): unknown {
  const at = name.indexOf("@");
  if (at >= 0) {
    const wait = known(waits, name.slice(0, at));
    h.start(Number(name.slice(at + 1)), () => wait(h, args, bytes));
    return undefined;
  }
  try {
    return known(operations, name)(h, args, bytes);
  } catch (e) {
    return failure(e);
  }
}

/** The answer of an operation that waits, when it is known; or the turn is broken off. */
function stopFor(h: Host, recorder: Recorder, name: string, args: Args, bytes: Uint8Array): unknown {
  const wait = known(waits, name);
  return recorder.wait(name, async () => {
    try {
      const answer = (await wait(h, args, bytes)) ?? null;
      return h.interruption.wanted ? INTERRUPTED : answer;
    } catch (e) {
      return failure(e);
    }
  });
}

function known<T>(table: ReadonlyMap<string, T>, name: string): T {
  const it = table.get(name);
  if (!it) throw new Error(`no operation ${name}`);
  return it;
}
