import type { Process } from "../../../kernel/process.ts";

/** A value as it stands in a log line's `attr`. */
type Attribute = string | number | boolean | null | readonly Attribute[] | { readonly [key: string]: Attribute };

/** Where mongod logs to: its standard output, or the file of --logpath. */
export type MongoLog = (
  component: string,
  id: number,
  context: string,
  message: string,
  attr?: { readonly [key: string]: Attribute },
  severity?: "I" | "W" | "E" | "F",
) => Promise<void>;

/** One line of JSON each, its first fields in columns. */
export function createLog(p: Process, path: string | undefined): MongoLog {
  let fd: Promise<number> | undefined;
  return async (component, id, context, message, attr, severity = "I") => {
    const stamp = new Date(Math.floor(p.now() / 1000)).toISOString().replace("Z", "+00:00");
    const line = `{"t":{"$date":"${stamp}"},${field("s", severity, 6)}${field("c", component, 12)}"id":${`${id},`.padEnd(9)}"ctx":${JSON.stringify(context)},"msg":${JSON.stringify(message)}${attr ? `,"attr":${JSON.stringify(attr)}` : ""}}\n`;
    if (path === undefined) {
      await p.write(1, line);
      return;
    }
    fd ??= p.open(path, { write: true, create: true, append: true });
    await p.write(await fd, line);
  };
}

function field(name: string, value: string, width: number): string {
  return `"${name}":${`"${value}",`.padEnd(width)}`;
}
