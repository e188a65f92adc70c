/** A place in a text: a line, and a number of characters (code points) in it. Both from 0. */
export interface Spot {
  readonly line: number;
  readonly column: number;
}

/** A text that is edited. Every change can be undone. */
export interface TextBuffer {
  readonly lines: readonly string[];
  /** Changed since it was loaded or saved. */
  readonly modified: boolean;
  text(): string;
  saved(): void;
  length(line: number): number;
  /** Puts a text in; gives the place behind it. */
  insert(at: Spot, text: string): Spot;
  /** Takes out what lies between two places (the first one first) and gives it. */
  remove(from: Spot, to: Spot): string;
  /** From here on changes are undone together, up to the next mark. Before the first mark each stands alone. */
  mark(): void;
  /** The place to go to, undefined when there is nothing to undo. */
  undo(): Spot | undefined;
  redo(): Spot | undefined;
}

interface Change {
  readonly from: Spot;
  readonly removed: string;
  readonly inserted: string;
  /** Changes of one step are undone together. */
  readonly step: number;
}

export function createTextBuffer(text: string): TextBuffer {
  const lines = text.replace(/\n$/, "").split("\n");
  const done: Change[] = [];
  const undone: Change[] = [];
  let clean = 0;
  let step = 0;
  let marked = false;

  const chars = (line: number) => [...(lines[line] ?? "")];
  const put = (at: Spot, inserted: string): Spot => {
    const row = chars(at.line);
    const [before, after] = [row.slice(0, at.column).join(""), row.slice(at.column).join("")];
    const parts = inserted.split("\n");
    const last = parts.at(-1) ?? "";
    if (parts.length === 1) lines[at.line] = before + inserted + after;
    else lines.splice(at.line, 1, before + (parts[0] ?? ""), ...parts.slice(1, -1), last + after);
    return { line: at.line + parts.length - 1, column: (parts.length === 1 ? at.column : 0) + [...last].length };
  };
  const take = (from: Spot, to: Spot): string => {
    const first = chars(from.line);
    const last = chars(to.line);
    const removed =
      from.line === to.line
        ? first.slice(from.column, to.column).join("")
        : [
            first.slice(from.column).join(""),
            ...lines.slice(from.line + 1, to.line),
            last.slice(0, to.column).join(""),
          ].join("\n");
    lines.splice(
      from.line,
      to.line - from.line + 1,
      first.slice(0, from.column).join("") + last.slice(to.column).join(""),
    );
    return removed;
  };
  const endOf = (from: Spot, inserted: string): Spot => {
    const parts = inserted.split("\n");
    return {
      line: from.line + parts.length - 1,
      column: (parts.length === 1 ? from.column : 0) + [...(parts.at(-1) ?? "")].length,
    };
  };
  const record = (change: Omit<Change, "step">) => {
    if (clean > done.length) clean = -1;
    if (!marked) step++;
    done.push({ ...change, step });
    undone.length = 0;
  };
  return {
    lines,
    get modified() {
      return done.length !== clean;
    },
    text: () => (lines.length === 1 && lines[0] === "" ? "" : `${lines.join("\n")}\n`),
    saved() {
      clean = done.length;
    },
    length: (line) => chars(line).length,
    insert(at, inserted) {
      record({ from: at, removed: "", inserted });
      return put(at, inserted);
    },
    remove(from, to) {
      const removed = take(from, to);
      record({ from, removed, inserted: "" });
      return removed;
    },
    mark() {
      marked = true;
      step++;
    },
    undo() {
      let spot: Spot | undefined;
      const last = done.at(-1)?.step;
      for (let change = done.at(-1); change && change.step === last; change = done.at(-1)) {
        done.pop();
        undone.push(change);
        if (change.inserted !== "") take(change.from, endOf(change.from, change.inserted));
        if (change.removed !== "") put(change.from, change.removed);
        spot = change.from;
      }
      return spot;
    },
    redo() {
      let spot: Spot | undefined;
      const next = undone.at(-1)?.step;
      for (let change = undone.at(-1); change && change.step === next; change = undone.at(-1)) {
        undone.pop();
        done.push(change);
        if (change.removed !== "") take(change.from, endOf(change.from, change.removed));
        const end = change.inserted === "" ? change.from : put(change.from, change.inserted);
        spot ??= change.inserted === "" ? end : change.from;
      }
      return spot;
    },
  };
}
