import type { Answer, PgResult } from "../client.ts";
import type { Failed } from "../wire.ts";
import { complain, type Psql, prefix, put } from "./state.ts";
import { table } from "./table.ts";
import { assign, interpolate } from "./variables.ts";

/** How a statement's result is shown, where not as usual. */
export interface Showing {
  readonly expanded?: boolean;
  /** \\g FILE. */
  readonly file?: string;
  /** \\gset's prefix: into variables. */
  readonly set?: string;
  /** \\gexec: each value is a statement. */
  readonly exec?: boolean;
  /** \\gdesc: only the columns. */
  readonly desc?: boolean;
}

/** Carries statements out and prints what comes of them. False: one failed. `rows`: gives COPY FROM STDIN its rows. */
export async function run(s: Psql, sql: string, how: Showing = {}, rows?: () => Promise<string>): Promise<boolean> {
  const { p } = s;
  const text = interpolate(sql, s.variables);
  if (
    text
      .replace(/--[^\n]*|\/\*[^]*?\*\//g, "")
      .trim()
      .replace(/;$/, "") === ""
  )
    return true;
  s.last = sql;
  if (s.echo === "queries") await put(s, `${text}\n`);
  if (s.lost) {
    await complain(s, "You are currently not connected to a database.\n");
    return false;
  }
  const began = p.now();
  let reply = await s.db.ask(text);
  if (reply && "result" in reply && reply.result.wantsData) reply = await s.db.ask(text, (await rows?.()) ?? "");
  if (!reply) return lostConnection(s);
  const time = p.now() - began;
  if (!(await show(s, text, reply, how))) return false;
  if (s.timing) await put(s, `Time: ${timeText(time / 1000)}\n`);
  return true;
}

async function lostConnection(s: Psql): Promise<false> {
  s.lost = true;
  await complain(
    s,
    "server closed the connection unexpectedly\n\tThis probably means the server terminated abnormally\n\tbefore or while processing the request.\n",
  );
  if (s.interactive) await s.p.write(2, "The connection to the server was lost. Attempting reset: Failed.\n");
  return false;
}

function timeText(ms: number): string {
  const shown = `${ms.toFixed(3)} ms`;
  if (ms < 1000) return shown;
  const seconds = ms / 1000;
  const minutes = Math.floor(seconds / 60);
  return `${shown} (${String(minutes).padStart(2, "0")}:${(seconds % 60).toFixed(3).padStart(6, "0")})`;
}

async function show(s: Psql, text: string, reply: Answer, how: Showing): Promise<boolean> {
  if ("failure" in reply) {
    s.broken = reply.broken === true;
    s.inTransaction = reply.inTransaction ?? s.inTransaction;
    for (const r of reply.results ?? []) {
      for (const n of r.notices) await s.p.write(2, `${prefix(s)}${n}\n`);
      await result(s, r, how);
    }
    for (const n of reply.notices ?? []) await s.p.write(2, `${prefix(s)}${n}\n`);
    if (s.echo === "errors") await s.p.write(2, `${prefix(s)}STATEMENT:  ${text}\n`);
    await s.p.write(2, `${prefix(s)}${failureText(text, reply.failure)}`);
    return false;
  }
  s.inTransaction = reply.inTransaction;
  s.broken = false;
  for (const r of reply.results ?? [reply.result]) {
    for (const n of r.notices) await s.p.write(2, `${prefix(s)}${n}\n`);
    if (!(await result(s, r, how))) return false;
  }
  for (const h of reply.heard ?? [])
    await put(
      s,
      `Asynchronous notification "${h.channel}"${h.payload === "" ? "" : ` with payload "${h.payload}"`} received from server process with PID ${h.pid}.\n`,
    );
  return true;
}

async function result(s: Psql, r: PgResult, how: Showing): Promise<boolean> {
  if (r.copied !== undefined) {
    await put(s, r.copied);
    return true;
  }
  if (r.columns && how.set !== undefined) return intoVariables(s, r, how.set);
  if (r.columns && how.exec) {
    for (const row of r.rows)
      for (const cell of row) if (cell !== null && !(await run(s, String(cell))) && s.stopOnError) return false;
    return true;
  }
  if (r.columns && how.desc) {
    const names = [
      { name: "Column", numeric: false },
      { name: "Type", numeric: false },
    ];
    await put(
      s,
      table(
        names,
        r.columns.map((c) => [c.name, c.type]),
        s.layout,
      ),
    );
    return true;
  }
  if (r.columns) {
    const layout = how.expanded ? { ...s.layout, expanded: true } : s.layout;
    const text = table(r.columns, r.rows, layout, layout.title);
    if (how.file === undefined) await put(s, text);
    else s.p.files.writeFile(how.file, text);
  }
  if ((!r.columns || /^(INSERT|UPDATE|DELETE|MERGE)/.test(r.tag)) && !s.quiet && r.tag !== "")
    await put(s, `${r.tag}\n`);
  return true;
}

async function intoVariables(s: Psql, r: PgResult, before: string): Promise<boolean> {
  if (r.rows.length !== 1) {
    await complain(
      s,
      r.rows.length === 0 ? "no rows returned for \\gset\n" : "more than one row returned for \\gset\n",
    );
    return false;
  }
  r.columns?.forEach((c, i) => {
    const v = r.rows[0]?.[i] ?? null;
    if (v === null) s.variables.delete(before + c.name);
    else assign(s, before + c.name, typeof v === "boolean" ? (v ? "t" : "f") : String(v));
  });
  return true;
}

/** An error as psql shows it: with the line that it points into. */
export function failureText(sql: string, f: Failed): string {
  const out = [`ERROR:  ${f.message}\n`];
  if (f.at !== undefined) out.push(pointer(f.internal ?? sql, f.at));
  if (f.detail !== undefined) out.push(`DETAIL:  ${f.detail}\n`);
  if (f.hint !== undefined) out.push(`HINT:  ${f.hint}\n`);
  if (f.internal !== undefined) out.push(`QUERY:  ${f.internal}\n`);
  if (f.context !== undefined) out.push(`CONTEXT:  ${f.context}\n`);
  return out.join("");
}

const SHOWN = 60;
const RIGHT = 10;

/** `LINE 1: select x` with a caret under the place; of a long line the part around it. */
function pointer(text: string, at: number): string {
  const before = text.slice(0, at);
  const number = before.split("\n").length;
  const line = (text.split("\n")[number - 1] ?? "").replaceAll("\t", " ");
  const place = before.length - (before.lastIndexOf("\n") + 1);
  let from = 0;
  let to = line.length;
  if (to > SHOWN) {
    if (SHOWN >= place + RIGHT) to = SHOWN;
    else {
      if (place + RIGHT < to) to = place + RIGHT;
      if (to - from > SHOWN) from = to - SHOWN;
    }
  }
  const head = `LINE ${number}: ${from > 0 ? "..." : ""}`;
  return `${head}${line.slice(from, to)}${to < line.length ? "..." : ""}\n${" ".repeat(head.length + place - from)}^\n`;
}
