import type { Files, Stat } from "../../filesystem/files.ts";
import type { Connection, Datagrams, Listener } from "../../kernel/network.ts";
import type { Process } from "../../kernel/process.ts";
import type { Heap } from "./heap.ts";
import type { Instance } from "./instance.ts";
import type { Library } from "./library.ts";

/** An opened file of the library: numbered beyond the kernel's descriptors. */
export interface OpenedLibrary {
  readonly path: string;
  bytes: Uint8Array;
  position: number;
  readonly written: boolean;
}

/** An opened folder: its names, and how many were handed out. */
export interface OpenedFolder {
  readonly path: string;
  entries: readonly { readonly name: string; readonly kind: Stat["kind"] }[] | undefined;
  at: number;
}

/** A socket as C knows it; the kernel's ends come with bind, listen and connect. */
export interface GuestSocket {
  readonly family: number;
  readonly type: number;
  local: { readonly address: string; readonly port: number } | undefined;
  /** Holds the port from bind to listen. */
  reserved: Listener | undefined;
  listener: Listener | undefined;
  connection: Connection | undefined;
  datagrams: Datagrams | undefined;
  /** Where datagrams go that name nobody. */
  peer: { readonly address: string; readonly port: number } | undefined;
  error: number;
  /** Something was sent that the other side, closed, did not want. */
  refused: boolean;
}

/** One Python process as its system calls see it. */
export interface Guest {
  readonly p: Process;
  /** The process's file calls: taken once, since looking for files of the library must not cost simulated time. */
  readonly files: Files;
  readonly instance: Instance;
  readonly heap: Heap;
  readonly library: Library;
  /** Where the standard library lies: `/usr/local/lib/python3.13`. */
  readonly libraryRoot: string;
  readonly libraryFiles: Map<number, OpenedLibrary>;
  readonly folders: Map<number, OpenedFolder>;
  readonly sockets: Map<number, GuestSocket>;
  /** Descriptors whose calls do not wait. */
  readonly nonblocking: Set<number>;
  /** Descriptors that a new program keeps (O_CLOEXEC not set). */
  readonly inheritable: Set<number>;
  /** Signals that came and whose handlers CPython has not run yet. */
  readonly signals: number[];
  /** Set when the process ends by a way of the kernel's own: thrown again when the module has unwound. */
  ended: unknown;
}

/** Kernel descriptors lie below. */
export const LIBRARY_FD = 1_000_000;

/** The path inside the library that an absolute path names; undefined when it lies elsewhere. */
export function libraryPath(g: Guest, path: string): string | undefined {
  const root = g.libraryRoot;
  if (!path.startsWith(root)) return undefined;
  if (path.length === root.length) return "";
  if (path[root.length] !== "/") return undefined;
  const inside = path.slice(root.length + 1).replace(/\/+$/, "");
  return inside.startsWith("site-packages") ? undefined : inside;
}
