import type { QuickJSHandle } from "quickjs-emscripten-core";
import { DnsError } from "../../kernel/network.ts";
import { isErrno } from "../../std/errno.ts";
import type { Engine } from "./engine.ts";
import { fileOperations, fileWaits } from "./files-operations.ts";
import { hashOperations } from "./hash-operations.ts";
import type { AsyncOperation, Host, Operation } from "./host.ts";
import { networkOperations, networkWaits } from "./network-operations.ts";
import { processOperations, processWaits } from "./process-operations.ts";

const operations: ReadonlyMap<string, Operation> = new Map(
  Object.entries({ ...fileOperations, ...networkOperations, ...processOperations, ...hashOperations }),
);
const waits: ReadonlyMap<string, AsyncOperation> = new Map(
  Object.entries({ ...fileWaits, ...networkWaits, ...processWaits }),
);

/** A failure as the guest reads it: `{$error: {code, path}}`. */
export function failure(e: unknown): object {
  if (isErrno(e)) return { $error: { code: e.code, path: e.path ?? null } };
  if (e instanceof DnsError)
    return { $error: { code: e.code === "NXDOMAIN" ? "ENOTFOUND" : "EAI_AGAIN", host: e.host } };
  throw e;
}

/** What an operation gave, as a value of the guest: text of JSON, or an ArrayBuffer. */
export function toGuest({ context }: Engine, value: unknown): QuickJSHandle {
  if (value === undefined) return context.undefined;
  if (value instanceof Uint8Array) return context.newArrayBuffer(value.slice().buffer);
  return context.newString(JSON.stringify(value));
}

/**
 * The one function by which the guest reaches the machine: `native(operation, arguments as JSON, bytes)`. A name with `@ID`
 * behind it starts an operation that waits; its result comes as a completion of that number.
 */
export function createNative(engine: Engine, h: Host, counted: () => void): QuickJSHandle {
  const { context } = engine;
  return context.newFunction("native", (nameHandle, jsonHandle, bytesHandle) => {
    counted();
    if (h.exitCode !== undefined) return context.undefined;
    const name = context.getString(nameHandle);
    const args: unknown = JSON.parse(context.getString(jsonHandle));
    if (!Array.isArray(args)) return context.undefined;
    const bytes =
      bytesHandle && context.typeof(bytesHandle) === "object"
        ? context.getArrayBuffer(bytesHandle).consume((b) => b.value.slice())
        : new Uint8Array(0);
    const at = name.indexOf("@");
    if (at >= 0) {
      const wait = waits.get(name.slice(0, at));
      if (!wait) throw new Error(`no operation ${name}`);
      h.start(Number(name.slice(at + 1)), () => wait(h, args, bytes));
      return context.undefined;
    }
    const operation = operations.get(name);
    if (!operation) throw new Error(`no operation ${name}`);
    try {
      return toGuest(engine, operation(h, args, bytes));
    } catch (e) {
      return toGuest(engine, failure(e));
    }
  });
}
