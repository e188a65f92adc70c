import { query } from "../analyse/query.ts";
import { newScope } from "../analyse/scope.ts";
import type { CopyStatement } from "../ast-statements.ts";
import { findRelation, noRelation } from "../catalog/lookup.ts";
import { contextOf } from "../catalog/names.ts";
import type { Column, Table } from "../catalog/objects.ts";
import { checkRight, isSuperuser } from "../catalog/rights.ts";
import { typeByOid } from "../catalog/types.ts";
import { PgError } from "../error.ts";
import { fitMod } from "../functions/casts.ts";
import type { ResultColumn, Session } from "../session.ts";
import { parseValue } from "../types/parse.ts";
import { textOf } from "../types/text.ts";
import type { Row, Value } from "../types/type.ts";
import { changePlan } from "./changes.ts";
import { type CopyFormat, csvText, formatOf, readLines, tabText } from "./copy-format.ts";
import { type Outcome, runPlan } from "./perform.ts";
import { defaultOf } from "./table-rules.ts";
import { takeSnapshot } from "./visibility.ts";
import { openWriter } from "./writer.ts";

/** COPY, to and from files of the server's and the client's rows. */
export function copy(s: Session, q: CopyStatement): Outcome {
  if (q.program) throw new PgError("drydock: COPY with PROGRAM is not simulated", "0A000");
  const f = formatOf(q.options);
  if (q.file !== undefined && !isSuperuser(s)) {
    throw new PgError(`permission denied to COPY ${q.into ? "from" : "to"} a file`, "42501", {
      detail: `Only roles with privileges of the "pg_${q.into ? "read" : "write"}_server_files" role may COPY ${q.into ? "from" : "to"} a file.`,
      hint: "Anyone can COPY to stdout or from stdin. psql's \\copy command also works for anyone.",
    });
  }
  return q.into ? copyIn(s, q, f) : copyOut(s, q, f);
}

function tableFor(
  s: Session,
  q: CopyStatement,
): { readonly table: Table; readonly columns: readonly (readonly [Column, number])[] } {
  const name = q.table as NonNullable<CopyStatement["table"]>;
  const t = findRelation(s, name);
  if (!t) throw noRelation(name, false);
  if (t.k !== "table") {
    const kind = t.k === "materialized view" ? t.k : t.k;
    throw new PgError(
      `cannot copy ${q.into ? "to" : "from"} ${kind} "${t.name}"`,
      "42809",
      q.into ? {} : { hint: "Try the COPY (SELECT ...) TO variant." },
    );
  }
  const all = t.columns.map((c, i) => [c, i] as const).filter(([c]) => !c.generated);
  const columns = q.columns?.map((n) => {
    const found = all.find(([c]) => c.name === n);
    if (!found) throw new PgError(`column "${n}" of relation "${t.name}" does not exist`, "42703");
    return found;
  });
  return { table: t, columns: columns ?? all };
}

function copyIn(s: Session, q: CopyStatement, f: CopyFormat): Outcome {
  const { table, columns } = tableFor(s, q);
  checkRight(s, table, "a");
  const text = q.file === undefined ? s.copyData : s.files.read(q.file);
  if (text === undefined) return { tag: "COPY 0", count: 0, wantsData: true };
  const w = openWriter(s, table, ["INSERT"]);
  const cx = contextOf(s);
  const defaults = table.columns.map((c) => defaultOf(s, c));
  let line = 0;
  let count = 0;
  const located = <X>(where: string, work: () => X): X => {
    try {
      return work();
    } catch (e) {
      if (e instanceof PgError) e.context.push(`COPY ${table.name}, line ${line}${where}`);
      throw e;
    }
  };
  s.snap = takeSnapshot(s);
  for (const row of readLines(text, f)) {
    line = row.line;
    const cells = row.fields;
    if (cells.length > columns.length)
      located(`: "${row.text}"`, () => {
        throw new PgError("extra data after last expected column", "22P04");
      });
    const values: Value[] = table.columns.map((_, i) =>
      columns.some(([, k]) => k === i) ? null : (defaults[i]?.ev({ row: [], up: undefined }) ?? null),
    );
    columns.forEach(([c, i], k) => {
      if (k >= cells.length)
        located(`: "${row.text}"`, () => {
          throw new PgError(`missing data for column "${c.name}"`, "22P04");
        });
      const cell = cells[k] ?? null;
      const type = typeByOid(s, c.type);
      values[i] =
        cell === null
          ? null
          : located(`, column ${c.name}: "${cell}"`, () =>
              fitMod(parseValue(cell, type, c.mod, cx), type, c.mod, false),
            );
    });
    located(`: "${row.text}"`, () => w.insert(values));
    count++;
  }
  w.finish();
  return { tag: `COPY ${count}`, count };
}

function copyOut(s: Session, q: CopyStatement, f: CopyFormat): Outcome {
  let columns: readonly ResultColumn[];
  let rows: readonly Row[];
  if (q.query) {
    const plan =
      q.query.k === "query" ? query(q.query, newScope(s, undefined)) : changePlan(q.query, newScope(s, undefined));
    columns = plan.columns;
    rows = runPlan(s, plan);
  } else {
    const t = tableFor(s, q);
    const plan = query(
      {
        k: "query",
        ctes: [],
        recursive: false,
        body: {
          k: "select",
          distinct: false,
          distinctOn: undefined,
          outputs: t.columns.map(([c]) => ({ e: { k: "col", parts: [c.name], at: 0 }, alias: undefined })),
          from: [{ k: "table", table: q.table as NonNullable<CopyStatement["table"]>, alias: undefined }],
          where: undefined,
          groupBy: [],
          having: undefined,
          windows: [],
        },
        orderBy: [],
        limit: undefined,
        offset: undefined,
        locking: undefined,
        into: undefined,
        at: 0,
      },
      newScope(s, undefined),
    );
    columns = plan.columns;
    rows = runPlan(s, plan);
  }
  const cx = contextOf(s);
  const cells = rows.map((r) =>
    r.map((v, i) => (v === null ? null : textOf(v, columns[i]?.type ?? typeByOid(s, 25), cx))),
  );
  const names = columns.map((c) => c.name);
  const text = f.csv ? csvText(names, cells, f) : tabText(names, cells, f);
  const tag = `COPY ${rows.length}`;
  if (q.file === undefined) return { tag, count: rows.length, copied: text };
  s.files.write(q.file, text);
  return { tag, count: rows.length };
}
