/**
 * An open file, pipe end, terminal or socket: what a descriptor stands for. Counted: a new one has one reference, its
 * creator's, which must be released once it has been handed out (spawn retains what it is given), or else the other side
 * never sees an end.
 */
export interface Description {
  readonly kind: "file" | "pipe" | "terminal" | "socket" | "null";
  retain(): Description;
  release(): void;
}
