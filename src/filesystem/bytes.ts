import type { FileNode } from "./node.ts";

/**
 * Appending to a file again and again must not copy it each time. A file's bytes are a view upon a buffer with room
 * behind; who appends to the view that ends where the buffer's used part ends writes into that room and gets a longer
 * view. What an older view shows never changes.
 */
const USED = new WeakMap<ArrayBufferLike, number>();

const MIN_CAPACITY = 256;

/** `data` and `more` behind it. */
function appended(data: Uint8Array, more: Uint8Array): Uint8Array {
  if (more.length === 0) return data;
  const end = data.byteOffset + data.length;
  const length = data.length + more.length;
  if (USED.get(data.buffer) === end && data.byteOffset + length <= data.buffer.byteLength) {
    new Uint8Array(data.buffer).set(more, end);
    USED.set(data.buffer, end + more.length);
    return new Uint8Array(data.buffer, data.byteOffset, length);
  }
  if (data.length === 0) return more.slice();
  const grown = new Uint8Array(Math.max(MIN_CAPACITY, length * 2));
  grown.set(data);
  grown.set(more, data.length);
  USED.set(grown.buffer, length);
  return grown.subarray(0, length);
}

/** `data` with `more` at `offset`; a gap is filled with zeros. */
function overwritten(data: Uint8Array, offset: number, more: Uint8Array): Uint8Array {
  if (offset === data.length) return appended(data, more);
  if (more.length === 0) return data;
  const out = new Uint8Array(Math.max(data.length, offset + more.length));
  out.set(data);
  out.set(more, offset);
  return out;
}

/** Bytes of a file, its hole included. */
export function fileSize(file: FileNode): number {
  return file.data.length + (file.hole ?? 0);
}

/** All bytes of a file. */
export function wholeData(file: FileNode): Uint8Array {
  return resized(file.data, fileSize(file));
}

/** Zeros at a file's end are not held from so many on. */
const MIN_HOLE = 4096;

/** The file with `more` at `offset`. */
export function written(file: FileNode, offset: number, more: Uint8Array): FileNode {
  let kept = more.length;
  while (kept > 0 && offset + kept > file.data.length && more[kept - 1] === 0) kept--;
  if (more.length - kept < MIN_HOLE) kept = more.length;
  const data = kept ? overwritten(file.data, offset, more.subarray(0, kept)) : file.data;
  return withSize(file, data, Math.max(fileSize(file), offset + more.length));
}

/** The file cut, or made longer by a hole. */
export function truncated(file: FileNode, size: number): FileNode {
  return withSize(file, size < file.data.length ? file.data.slice(0, size) : file.data, size);
}

function withSize(file: FileNode, data: Uint8Array, size: number): FileNode {
  return { ...file, data, hole: size - data.length || undefined };
}

/** `data` cut or filled with zeros to `size`. */
export function resized(data: Uint8Array, size: number): Uint8Array {
  if (size === data.length) return data;
  if (size < data.length) return data.slice(0, size);
  const out = new Uint8Array(size);
  out.set(data);
  return out;
}
