import { decode, encode } from "../../std/text.ts";
import type { Instance } from "./instance.ts";

/** What passes between Python and the machine: numbers, texts, bytes, None, and lists of such. */
export type Item = number | string | boolean | null | Uint8Array | readonly Item[];

/** Python's objects, made and read through the C API. A pointer is 0 for NULL. */
export interface Objects {
  read(object: number): Item;
  /** A new reference. */
  make(item: Item): number;
  /** Raises an OSError with Linux's number and words; gives NULL. */
  raise(number: number, words: string, path?: string): number;
  /** Raises the exception of that name of C's (`PyExc_ValueError`); gives NULL. */
  raiseNamed(name: string, words: string): number;
}

export function createObjects(i: Instance): Objects {
  const { heap } = i;
  const type = (object: number) => heap.int(object + 4);
  const is = (object: number, name: string) =>
    type(object) === i.address(name) || i.call("PyType_IsSubtype", type(object), i.address(name)) !== 0;
  const withBytes = <T>(bytes: Uint8Array, use: (at: number) => T): T => {
    const at = i.allocate(bytes.length + 1);
    heap.write(at, bytes);
    heap.bytes[at + bytes.length] = 0;
    try {
      return use(at);
    } finally {
      i.free(at);
    }
  };
  const sequence = (object: number, kind: "Tuple" | "List"): Item[] =>
    Array.from({ length: i.call(`Py${kind}_Size`, object) }, (_, n) => read(i.call(`Py${kind}_GetItem`, object, n)));
  const read = (object: number): Item => {
    if (object === 0 || object === i.address("_Py_NoneStruct")) return null;
    if (object === i.address("_Py_TrueStruct")) return true;
    if (object === i.address("_Py_FalseStruct")) return false;
    if (is(object, "PyLong_Type")) return i.long("PyLong_AsLongLong", object);
    if (is(object, "PyFloat_Type")) return i.call("PyFloat_AsDouble", object);
    if (is(object, "PyUnicode_Type")) return readText(object);
    if (is(object, "PyBytes_Type"))
      return heap.copy(i.call("PyBytes_AsString", object), i.call("PyBytes_Size", object));
    if (is(object, "PyTuple_Type")) return sequence(object, "Tuple");
    if (is(object, "PyList_Type")) return sequence(object, "List");
    return null;
  };
  const readText = (object: number) => {
    // Names of files may hold bytes that are no UTF-8.
    const bytes = i.call("PyUnicode_EncodeFSDefault", object);
    const text = decode(heap.copy(i.call("PyBytes_AsString", bytes), i.call("PyBytes_Size", bytes)));
    i.call("Py_DecRef", bytes);
    return text;
  };
  const newReference = (name: string) => {
    i.call("Py_IncRef", i.address(name));
    return i.address(name);
  };
  const make = (item: Item): number => {
    if (item === null) return newReference("_Py_NoneStruct");
    if (typeof item === "boolean") return newReference(item ? "_Py_TrueStruct" : "_Py_FalseStruct");
    if (typeof item === "number")
      return Number.isSafeInteger(item) ? i.call("PyLong_FromDouble", item) : i.call("PyFloat_FromDouble", item);
    if (typeof item === "string") {
      const bytes = encode(item);
      return withBytes(bytes, (at) => i.call("PyUnicode_DecodeFSDefaultAndSize", at, bytes.length));
    }
    if (item instanceof Uint8Array)
      return withBytes(item, (at) => i.call("PyBytes_FromStringAndSize", at, item.length));
    const tuple = i.call("PyTuple_New", item.length);
    item.forEach((x, n) => {
      i.call("PyTuple_SetItem", tuple, n, make(x));
    });
    return tuple;
  };
  const raiseWith = (exception: number, item: Item) => {
    const value = make(item);
    i.call("PyErr_SetObject", exception, value);
    i.call("Py_DecRef", value);
    return 0;
  };
  return {
    read,
    make,
    raise: (number, words, path) =>
      raiseWith(heap.int(i.address("PyExc_OSError")), path === undefined ? [number, words] : [number, words, path]),
    raiseNamed: (name, words) => raiseWith(heap.int(i.address(name)), words),
  };
}
