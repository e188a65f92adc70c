import type { Instance } from "./instance.ts";
import { type Native, Reference, text } from "./natives.ts";
import { addToTable, section } from "./tables.ts";
import { webAssembly } from "./webassembly.ts";

/** The kinds of exceptions whose words differ between Pythons, by C's names; others are let by unread. */
const MENDED = ["PyExc_TypeError", "PyExc_ValueError", "PyExc_ZeroDivisionError", "PyExc_KeyboardInterrupt"];
const METH_VARARGS = 1;

/**
 * `raise_filter(f)` gives a function for `sys.monitoring`'s RAISE that calls `f` for exceptions of a few kinds. A function of Python's
 * own cannot be called where the recursion is at its limit, and below one of JavaScript's `f` could not wait for its files: it
 * is one of WebAssembly's.
 */
export const raiseNatives: Readonly<Record<string, Native>> = {
  raise_filter: {
    run({ instance: i }, _args, call) {
      const mend = call.argument(0);
      i.call("Py_IncRef", mend);
      // struct PyMethodDef: name, function, flags, doc.
      const definition = i.allocate(16);
      i.heap.setInt(definition, text(i, "raised"));
      i.heap.setInt(definition + 4, addToTable(i.table, filter(i, mend)));
      i.heap.setInt(definition + 8, METH_VARARGS);
      i.heap.setInt(definition + 12, 0);
      return new Reference(i.call("PyCFunction_NewEx", definition, 0, 0));
    },
  },
};

/** `(self, (code, offset, error)) -> None`: what `mend` raises is forgotten. */
function filter(i: Instance, mend: number): unknown {
  const kinds = MENDED.map((name) => i.heap.int(i.address(name)));
  const none = i.address("_Py_NoneStruct");
  // biome-ignore format: instructions, one statement a line
  const body = [
    1, 1, I32,
    0x20, 1, ...constant(2), 0x10, 0, 0x28, 2, 4, 0x21, 2,
    ...kinds.flatMap((kind, n) => [0x20, 2, ...constant(kind), 0x46, ...(n > 0 ? [0x72] : [])]),
    0x04, 0x40,
    ...constant(mend), 0x20, 1, 0x10, 1, 0x22, 2,
    0x04, 0x40, 0x20, 2, 0x10, 2, 0x05, 0x10, 4, 0x0b,
    0x0b,
    ...constant(none), 0x10, 3, ...constant(none),
    0x0b,
  ];
  const imported = [0, 0, 1, 1, 2].flatMap((type, n) => [1, 0x65, 1, 0x61 + n, 0, type]);
  // biome-ignore format: a module: three types, five imports and the memory, one function, its export
  const bytes = Uint8Array.from([
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    1, ...section([3, 0x60, 2, I32, I32, 1, I32, 0x60, 1, I32, 0, 0x60, 0, 0]),
    2, ...section([6, ...imported, 1, 0x65, 1, 0x6d, 2, 0, 0]),
    3, 2, 1, 0,
    7, 5, 1, 1, 0x67, 0, 5,
    10, ...section([1, ...section(body)]),
  ]);
  const [a, b, c, d, e] = ["PyTuple_GetItem", "PyObject_CallObject", "Py_DecRef", "Py_IncRef", "PyErr_Clear"].map(
    (name) => i.exported(name),
  );
  const instance = new webAssembly.Instance(new webAssembly.Module(bytes), { e: { a, b, c, d, e, m: i.memory } });
  return instance.exports["g"];
}

const I32 = 0x7f;

/** `i32.const`, its number in signed LEB128. */
function constant(value: number): number[] {
  const out = [0x41];
  for (let rest = value | 0; ; ) {
    const low = rest & 127;
    rest >>= 7;
    const last = (rest === 0 && !(low & 64)) || (rest === -1 && (low & 64) !== 0);
    out.push(last ? low : low | 128);
    if (last) return out;
  }
}
