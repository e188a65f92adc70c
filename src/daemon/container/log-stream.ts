import type { LogsOptions } from "../../api/container.ts";
import { InvalidParameter, NotImplemented, SystemError } from "../../api/errors.ts";
import type { Cancel } from "../../std/cancel.ts";
import { concat, encode } from "../../std/text.ts";
import { type Micros, rfc3339NanoFixed } from "../../std/time.ts";
import type { Daemon } from "../daemon.ts";
import { parseTimestamp } from "../timestamp.ts";
import type { LiveContainer } from "./live.ts";
import type { LogEntry } from "./log.ts";
import { logTag } from "./log-tag.ts";
import { findContainer, liveOf } from "./lookup.ts";
import type { StreamName } from "./output.ts";
import type { ContainerRecord } from "./record.ts";

export interface LogChunk {
  readonly stream: StreamName;
  readonly data: Uint8Array;
}

/**
 * `docker logs`: the last `tail` messages between `since` and `until`, and with `follow` what comes until the run is over.
 * Throws at the first step; a tail that is no number means all.
 */
export function containerLogs(d: Daemon, text: string, options: LogsOptions, cancel: Cancel): AsyncIterable<LogChunk> {
  const record = findContainer(d, text);
  if (!options.stdout && !options.stderr)
    throw new InvalidParameter("Bad parameters: you must choose at least one stream");
  const type = record.hostConfig.LogConfig.Type;
  if (type === "none") throw new NotImplemented("configured logging driver does not support reading");
  if (type === "syslog") throw new SystemError("Unix syslog delivery error");
  if (type === "fluentd") throw new SystemError("dial tcp 127.0.0.1:24224: connect: connection refused");
  const since = parseTimestamp(options.since);
  const until = options.until === "0" ? undefined : parseTimestamp(options.until);
  return read(d, record, liveOf(d, record), options, { since, until }, cancel);
}

interface Span {
  readonly since: Micros | undefined;
  readonly until: Micros | undefined;
}

async function* read(
  d: Daemon,
  record: ContainerRecord,
  live: LiveContainer,
  options: LogsOptions,
  { since, until }: Span,
  cancel: Cancel,
): AsyncGenerator<LogChunk> {
  const { log } = live;
  const wanted = (e: LogEntry) => (e.stream === "stdout" ? options.stdout : options.stderr);
  const dress = (e: LogEntry): LogChunk => ({ stream: e.stream, data: dressed(record, e, options) });
  // Counted from the first message ever, so that a trimmed log does not shift it.
  let next = log.dropped + log.entries.length;
  const inSpan = log.entries.filter(
    (e) => (since === undefined || e.at >= since) && (until === undefined || e.at <= until),
  );
  const tail = tailOf(options.tail);
  for (const e of tail < 0 ? inSpan : inSpan.slice(Math.max(0, inSpan.length - tail))) if (wanted(e)) yield dress(e);
  if (!options.follow) return;
  for (;;) {
    for (let i = Math.max(0, next - log.dropped); i < log.entries.length; i++) {
      const e = log.entries[i];
      next = log.dropped + i + 1;
      if (!e || (since !== undefined && e.at < since)) continue;
      if (until !== undefined && e.at > until) return;
      if (wanted(e)) yield dress(e);
    }
    if (next < log.dropped + log.entries.length) continue;
    if (!live.run || live.gone) return;
    const left = until === undefined ? undefined : until - d.kernel.now();
    if (left !== undefined && left <= 0) return;
    await log.arrived.wait({ cancel, ...(left === undefined ? {} : { timeout: left }) });
  }
}

/** -1 means all; what is no number does too. */
function tailOf(text: string): number {
  return /^\+?\d+$/.test(text) ? Number(text) : -1;
}

/** With `timestamps` and `details` in front. */
function dressed(record: ContainerRecord, e: LogEntry, options: LogsOptions): Uint8Array {
  const stamp = options.timestamps ? `${rfc3339NanoFixed(e.at)} ` : "";
  const details = options.details ? `${detailsOf(record)} ` : "";
  return stamp || details ? concat([encode(stamp + details), e.data]) : e.data;
}

/** What `--log-opt labels=…`, `env=…`, `labels-regex=…`, `env-regex=…` and `tag=…` add to each message, as in a URL. */
function detailsOf(record: ContainerRecord): string {
  const options = record.hostConfig.LogConfig.Config ?? {};
  const variables = (record.config.Env ?? []).map((v) => v.split(/=(.*)/s, 2) as [string, string]);
  const attributes = new Map([
    ...chosen(Object.entries(record.config.Labels), options["labels"], options["labels-regex"]),
    ...chosen(variables, options["env"], options["env-regex"]),
  ]);
  const tag = logTag(record);
  if (tag !== "") attributes.set("tag", tag);
  return [...attributes]
    .map(([name, value]) => `${inQuery(name)}=${inQuery(value)}`)
    .sort()
    .join(",");
}

/** The pairs whose names stand in a list or fit a pattern. */
function chosen(
  pairs: readonly (readonly [string, string])[],
  list: string | undefined,
  pattern: string | undefined,
): (readonly [string, string])[] {
  const names = list?.split(",") ?? [];
  const regexp = pattern ? new RegExp(pattern) : undefined;
  return pairs.filter(([name]) => names.includes(name) || regexp?.test(name));
}

/** A text as it stands in the query of a URL, as Go escapes it. */
function inQuery(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%20", "+");
}
