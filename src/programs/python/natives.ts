import { isErrno } from "../../std/errno.ts";
import { encode } from "../../std/text.ts";
import { linuxNumber } from "./errno-numbers.ts";
import type { Guest } from "./guest.ts";
import { type Instance, leave } from "./instance.ts";
import { createObjects, type Item, type Objects } from "./objects.ts";
import { addToTable, retryingFunction, wasmFunction } from "./tables.ts";

/** Fails with one of Python's exceptions, by C's name for it. */
export class Raised extends Error {
  override readonly name = "Raised";
  constructor(
    readonly exception: string,
    message: string,
  ) {
    super(message);
  }
}

type Answer = Item | Reference | undefined;

/** A function of Python's that the machine answers. */
export interface Native {
  /** Whether it may wait: interrupted by a signal it is called again when its handler has run. */
  readonly waits?: true;
  run(g: Guest, args: readonly Item[], call: NativeCall): Answer | Promise<Answer>;
}

/** One call, for what needs Python's objects themselves; `key` is the same when it is called again. */
export interface NativeCall {
  readonly key: number;
  readonly objects: Objects;
  /** A borrowed reference to an argument. */
  argument(at: number): number;
}

/** Handed out instead of an item: a new reference to an object, or NULL with an exception set. */
export class Reference {
  constructor(readonly object: number) {}
}

const METH_VARARGS = 1;
/** The result that asks for signals to be looked at, and for the call again. */
const AGAIN = -2;

/** Makes the module `_drydock` known to CPython before it starts; gives C's function that makes it. */
export function nativeModule(i: Instance, natives: Readonly<Record<string, Native>>): number {
  const names = Object.entries(natives);
  const table = i.allocate(16 * (names.length + 1));
  const objects = createObjects(i);
  names.forEach(([name, native], n) => {
    const put = (field: number, value: number) => i.heap.setInt(table + 16 * n + 4 * field, value);
    put(0, text(i, name));
    put(1, addToTable(i.table, compile(i, objects, native)));
    put(2, METH_VARARGS);
    put(3, 0);
  });
  i.heap.bytes.fill(0, table + 16 * names.length, table + 16 * (names.length + 1));
  // struct PyModuleDef: its head (five words), name, doc, size, methods, and four words more.
  const definition = i.allocate(13 * 4);
  i.heap.bytes.fill(0, definition, definition + 13 * 4);
  i.heap.setInt(definition + 4 * 5, text(i, "_drydock"));
  i.heap.setInt(definition + 4 * 7, -1);
  i.heap.setInt(definition + 4 * 8, table);
  return addToTable(
    i.table,
    wasmFunction("->i", () => i.call("PyModule_Create2", definition, 1013)),
  );
}

/** A text of C's, never freed. */
export function text(i: Instance, words: string): number {
  const bytes = encode(words);
  const at = i.allocate(bytes.length + 1);
  i.heap.write(at, bytes);
  i.heap.bytes[at + bytes.length] = 0;
  return at;
}

function compile(i: Instance, objects: Objects, native: Native): unknown {
  const failed = (error: unknown): number => {
    if (isErrno(error, "EINTR") && native.waits) return AGAIN;
    if (isErrno(error)) return objects.raise(linuxNumber(error.code), error.strerror, error.path);
    if (error instanceof Raised) return objects.raiseNamed(error.exception, error.message);
    if (i.guest) i.guest.ended ??= error;
    throw error;
  };
  const result = (item: Answer) => (item instanceof Reference ? item.object : objects.make(item ?? null));
  const begin = (args: number) => {
    if (!i.guest) throw new Error("this interpreter belongs to no process yet");
    const call: NativeCall = { key: args, objects, argument: (at) => i.call("PyTuple_GetItem", args, at) };
    const items = objects.read(args);
    return native.run(i.guest, Array.isArray(items) ? items : [], call);
  };
  if (!native.waits)
    return wasmFunction("ii->i", (_self: number, args: number) => {
      try {
        return result(begin(args) as Answer);
      } catch (error) {
        return failed(error);
      }
    });
  return retryingFunction(i.exported("PyErr_CheckSignals"), async (_self: number, args: number) => {
    let item: Answer;
    let error: { readonly of: unknown } | undefined;
    let resume = async () => {};
    try {
      const pending = begin(args);
      resume = leave(i);
      item = await pending;
    } catch (e) {
      error = { of: e };
    }
    if (error && !isErrno(error.of) && !(error.of instanceof Raised)) return failed(error.of);
    await resume();
    return error ? failed(error.of) : result(item);
  });
}
