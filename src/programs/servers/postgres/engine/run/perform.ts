import { coerce } from "../analyse/coerce.ts";
import { expression } from "../analyse/expression.ts";
import type { Plan } from "../analyse/plan.ts";
import { query } from "../analyse/query.ts";
import { NO_FRAME, newScope } from "../analyse/scope.ts";
import type { Change, Expr, Query } from "../ast.ts";
import type { Statement } from "../ast-statements.ts";
import { define } from "../define/define.ts";
import { PgError } from "../error.ts";
import { runAnonymous } from "../plpgsql/call.ts";
import type { ResultColumn, Session } from "../session.ts";
import { NO_MOD, Rec, type Row } from "../types/type.ts";
import { changePlan } from "./changes.ts";
import { explain } from "./explain.ts";
import { sessionStatement } from "./session-statements.ts";
import { need, takeSnapshot } from "./visibility.ts";

/** What came of a statement. */
export interface Outcome {
  readonly tag: string;
  readonly columns?: readonly ResultColumn[];
  readonly rows?: readonly Row[];
  readonly count: number;
  /** What COPY TO STDOUT has written. */
  readonly copied?: string;
  /** COPY FROM STDIN waits for its rows. */
  readonly wantsData?: boolean;
}

const isChange = (q: Statement): q is Change =>
  q.k === "insert" || q.k === "update" || q.k === "delete" || q.k === "merge";

/** Understands and carries out one statement, all but those of transactions. Throws PgError. */
export function perform(s: Session, q: Statement, text: string): Outcome {
  const t = need(s);
  t.cid++;
  s.statement++;
  const { snap, checks } = s;
  s.snap = undefined;
  s.checks = [];
  try {
    if (q.k === "query") return q.into ? define(s, intoTable(q, text), text) : select(s, q);
    if (isChange(q)) return change(s, q);
    switch (q.k) {
      case "explain":
        return explain(s, q);
      case "do":
        if (q.language !== "plpgsql") throw new PgError(`language "${q.language}" does not exist`, "42704");
        runAnonymous(s, q.body);
        return { tag: "DO", count: 0 };
      case "call":
        return call(s, q);
      case "execute": {
        const p = s.prepared.get(q.name);
        if (!p) throw new PgError(`prepared statement "${q.name}" does not exist`, "26000");
        const given = q.args.map((a) => expression(a, newScope(s, undefined)));
        if (p.types.length && given.length !== p.types.length)
          throw new PgError(`wrong number of parameters for prepared statement "${q.name}"`, "42601", {
            detail: `Expected ${p.types.length} parameters but got ${given.length}.`,
          });
        const [params, types] = [s.params, s.paramTypes];
        const typed = given.map((g, i) => {
          const type = p.types[i];
          return type ? (coerce(s, g, type, NO_MOD, "assignment") ?? g) : g;
        });
        s.params = typed.map((g) => g.ev(NO_FRAME));
        s.paramTypes = typed.map((g) => (g.unknown === undefined ? g.type : undefined));
        try {
          return perform(s, p.statement, p.text);
        } finally {
          s.params = params;
          s.paramTypes = types;
        }
      }
      default:
        return sessionStatement(s, q, text) ?? writes(s, () => define(s, q, text), q.k.toUpperCase());
    }
  } finally {
    s.snap = snap;
    s.checks = checks;
    t.cid++;
  }
}

function writes(s: Session, work: () => Outcome, what: string): Outcome {
  if (need(s).readOnly) throw new PgError(`cannot execute ${what} in a read-only transaction`, "25006");
  return work();
}

function intoTable(q: Query, text: string): Extract<Statement, { k: "create table as" }> {
  return {
    k: "create table as",
    table: q.into as NonNullable<Query["into"]>,
    temp: false,
    ifNotExists: false,
    columns: [],
    query: { ...q, into: undefined },
    noData: false,
    materialized: false,
    text,
  };
}

/** Runs a plan, its rights looked at first. */
export function runPlan(s: Session, plan: Plan): readonly Row[] {
  const { checks } = s;
  s.checks = [];
  for (const c of checks) c();
  if (s.bound !== undefined && s.depth === 0 && s.bound < s.wanted)
    throw new PgError(
      `bind message supplies ${s.bound} parameters, but prepared statement "" requires ${s.wanted}`,
      "08P01",
    );
  s.snap = takeSnapshot(s);
  return plan.run(undefined);
}

function select(s: Session, q: Query): Outcome {
  const plan = query(q, newScope(s, undefined));
  const rows = runPlan(s, plan);
  return { tag: `SELECT ${rows.length}`, columns: plan.columns, rows, count: rows.length };
}

function change(s: Session, q: Change): Outcome {
  const plan = changePlan(q, newScope(s, undefined));
  const rows = runPlan(s, plan);
  const count = plan.count();
  const tag = q.k === "insert" ? `INSERT 0 ${count}` : `${q.k.toUpperCase()} ${count}`;
  const gives = q.k !== "merge" && q.returning !== undefined;
  return { tag, count, ...(gives ? { columns: plan.columns, rows } : {}) };
}

function call(s: Session, q: Extract<Statement, { k: "call" }>): Outcome {
  s.calling = true;
  let ex: ReturnType<typeof expression>;
  try {
    const { args } = q.call as { readonly args?: readonly Expr[] };
    if ((args ?? []).some((a) => a.k === "call")) s.calling = false;
    ex = expression(q.call, newScope(s, undefined));
  } finally {
    s.calling = false;
  }
  s.snap = takeSnapshot(s);
  const v = ex.ev(NO_FRAME);
  if (v instanceof Rec) return { tag: "CALL", count: 0, columns: v.fields.map((f) => ({ ...f })), rows: [v.values] };
  return { tag: "CALL", count: 0 };
}
