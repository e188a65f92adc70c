import { decode, encode } from "../../std/text.ts";
import type { Memory } from "./webassembly.ts";

/** An instance's memory, as bytes and as C's numbers and texts. */
export interface Heap {
  /** All of it. Only good until the memory grows. */
  readonly bytes: Uint8Array;
  readonly view: DataView;
  int(at: number): number;
  setInt(at: number, value: number): void;
  setShort(at: number, value: number): void;
  setLong(at: number, value: number): void;
  /** A text up to its NUL. */
  text(at: number): string;
  /** Writes a text and its NUL; at most `room` bytes. Gives the bytes written, without the NUL. */
  setText(at: number, text: string, room: number): number;
  copy(at: number, length: number): Uint8Array;
  write(at: number, bytes: Uint8Array): void;
}

export function createHeap(memory: Memory): Heap {
  let bytes = new Uint8Array(memory.buffer);
  let view = new DataView(memory.buffer);
  const fresh = () => {
    if (bytes.buffer === memory.buffer) return;
    bytes = new Uint8Array(memory.buffer);
    view = new DataView(memory.buffer);
  };
  const heap: Heap = {
    get bytes() {
      fresh();
      return bytes;
    },
    get view() {
      fresh();
      return view;
    },
    int: (at) => heap.view.getInt32(at >>> 0, true),
    setInt: (at, value) => heap.view.setInt32(at >>> 0, value, true),
    setShort: (at, value) => heap.view.setInt16(at >>> 0, value, true),
    setLong: (at, value) => heap.view.setBigInt64(at >>> 0, BigInt(Math.floor(value)), true),
    text(at) {
      const all = heap.bytes;
      const start = at >>> 0;
      return decode(all.subarray(start, all.indexOf(0, start)));
    },
    setText(at, text, room) {
      const out = encode(text).subarray(0, Math.max(0, room - 1));
      heap.write(at, out);
      if (room > 0) heap.bytes[(at >>> 0) + out.length] = 0;
      return out.length;
    },
    copy: (at, length) => heap.bytes.slice(at >>> 0, (at >>> 0) + length),
    write: (at, data) => heap.bytes.set(data, at >>> 0),
  };
  return heap;
}
