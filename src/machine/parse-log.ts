import type { InputLog, LogEntry, LoggedInput } from "./types.ts";

/** A log as it came from a file, a link or a store: the log, or what is wrong with it. Never throws. */
export function parseLog(data: unknown): InputLog | { readonly error: string } {
  if (!isRecord(data)) return { error: "not a session log" };
  const { version, seed, startTime, catalog, entries } = data;
  if (typeof version !== "string" || typeof seed !== "string" || typeof catalog !== "string")
    return { error: "the log's head is damaged" };
  if (typeof startTime !== "number" || !Number.isSafeInteger(startTime))
    return { error: "the log's start time is damaged" };
  if (!Array.isArray(entries)) return { error: "the log has no entries" };
  const bad = entries.findIndex((e) => !isEntry(e));
  if (bad >= 0) return { error: `entry ${bad + 1} of the log is damaged` };
  const { base } = data;
  if (base !== undefined && typeof base !== "string") return { error: "what the log goes on from is damaged" };
  const head = { version, seed, startTime, catalog, ...(base === undefined ? {} : { base }) };
  return { ...head, entries: entries as LogEntry[] };
}

function isRecord(v: unknown): v is Record<string, unknown> {
  return typeof v === "object" && v !== null && !Array.isArray(v);
}

const FIELDS: Record<LoggedInput["kind"], Readonly<Record<string, "string" | "number">>> = {
  open: { terminal: "number", columns: "number", rows: "number" },
  type: { terminal: "number", text: "string" },
  secret: { terminal: "number", length: "number" },
  resize: { terminal: "number", columns: "number", rows: "number" },
  close: { terminal: "number" },
  exec: { line: "string" },
  write: { path: "string", base64: "string" },
  fetch: { request: "string" },
  kill: {},
  giveUp: {},
  mark: {},
};

function isEntry(e: unknown): e is LogEntry {
  if (!isRecord(e) || !Number.isSafeInteger(e["step"]) || !Number.isSafeInteger(e["time"])) return false;
  if (e["digest"] !== undefined && typeof e["digest"] !== "string") return false;
  const input = e["input"];
  if (!isRecord(input) || typeof input["kind"] !== "string" || !Object.hasOwn(FIELDS, input["kind"])) return false;
  const fields = FIELDS[input["kind"] as LoggedInput["kind"]];
  return Object.entries(fields).every(([name, type]) => typeof input[name] === type);
}
