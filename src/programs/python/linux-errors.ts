import { translations } from "./errno-numbers.ts";
import type { Instance } from "./instance.ts";
import { createObjects } from "./objects.ts";
import { addToTable, wasmFunction } from "./tables.ts";

/** Offsets in PyTypeObject. */
const TP_INIT = 148;
const TP_NEW = 156;
const TP_VECTORCALL = 200;
const PY_TP_NEW = 65;

/** What glibc says where a look-up failed. */
const LOOKUPS: ReadonlyMap<number, string> = new Map([
  [-2, "Name or service not known"],
  [-3, "Temporary failure in name resolution"],
  [-5, "No address associated with hostname"],
  [-6, "ai_family not supported"],
  [-8, "Servname not supported for ai_socktype"],
]);

/**
 * Makes failures of system calls show Linux's numbers and glibc's words. CPython's C code was compiled for WASI's numbers and
 * makes an OSError of (number, the C library's words): where both belong together the pair is translated. A program's own
 * OSError(2, "No such file or directory") has Linux's number, which never goes with these words there.
 */
export function showLinuxErrors(i: Instance): void {
  const { heap } = i;
  const objects = createObjects(i);
  const osError = heap.int(i.address("PyExc_OSError"));
  const original = i.call("PyType_GetSlot", osError, PY_TP_NEW);
  if (heap.int(osError + TP_NEW) !== original) throw new Error("CPython's types have another layout");
  const own = heap.int(osError + TP_INIT);
  const translated = (args: number): number => {
    if (i.call("PyTuple_Size", args) < 2) return 0;
    const [number, words] = objects.read(args) as readonly unknown[];
    if (typeof number !== "number" || typeof words !== "string" || Math.abs(number) > 200) return 0;
    const to = number < 0 ? { number, words: LOOKUPS.get(number) } : translations.get(number);
    if (!to) return 0;
    const known = i.call(number < 0 ? "gai_strerror" : "strerror", number);
    if (heap.text(known) !== words) return 0;
    const size = i.call("PyTuple_Size", args);
    const tuple = i.call("PyTuple_New", size);
    for (let n = 0; n < size; n++) {
      const item =
        n === 0
          ? objects.make(to.number)
          : n === 1
            ? objects.make(to.words ?? words)
            : i.call("PyTuple_GetItem", args, n);
      if (n > 1) i.call("Py_IncRef", item);
      i.call("PyTuple_SetItem", tuple, n, item);
    }
    return tuple;
  };
  translateArguments(i, "PyExc_OverflowError", translated);
  translateArguments(i, "PyExc_RecursionError", (args) => {
    const [words] = objects.read(args) as readonly unknown[];
    const depth = typeof words === "string" ? /^Stack overflow \(used \d+ kB\)(.*)$/.exec(words) : null;
    return depth ? objects.make([`maximum recursion depth exceeded${depth[1]}`]) : 0;
  });
  const create = i.table.get(original) as (type: number, args: number, keywords: number) => number;
  const hook = wasmFunction("iii->i", (type: number, args: number, keywords: number) => {
    // A type with an __init__ of its own must keep CPython's own function: it tells from it who reads the arguments.
    if (heap.int(type + TP_INIT) !== own) {
      heap.setInt(type + TP_NEW, original);
      return create(type, args, keywords);
    }
    const other = translated(args);
    const made = create(type, other || args, keywords);
    if (other) i.call("Py_DecRef", other);
    return made;
  });
  heap.setInt(osError + TP_NEW, addToTable(i.table, hook));
}

/**
 * Other exceptions with words of the C library's or of WebAssembly's: `OverflowError: (34, 'Numerical result out of range')`, and
 * the recursion that is too deep for C's stack, which on Linux is too deep by count.
 */
function translateArguments(i: Instance, name: string, translated: (args: number) => number): void {
  const { heap } = i;
  const type = heap.int(i.address(name));
  const fill = i.table.get(heap.int(type + TP_INIT)) as (self: number, args: number, keywords: number) => number;
  const hook = wasmFunction("iii->i", (self: number, args: number, keywords: number) => {
    const other = translated(args);
    const status = fill(self, other || args, keywords);
    if (other) i.call("Py_DecRef", other);
    return status;
  });
  heap.setInt(type + TP_INIT, addToTable(i.table, hook));
  // The quick way past tp_init.
  heap.setInt(type + TP_VECTORCALL, 0);
}
