import type { Session } from "../session.ts";
import { compareValues } from "../types/compare.ts";
import { NO_MOD, type Value } from "../types/type.ts";
import { coerceAll, commonType } from "./coerce.ts";
import type { Ex } from "./scope.ts";

/** COALESCE. */
export function coalesce(s: Session, made: readonly Ex[], at: number): Ex {
  const type = commonType(made, "COALESCE");
  const list = coerceAll(s, made, type, "COALESCE");
  return {
    type,
    mod: NO_MOD,
    at,
    ev: (f) => {
      for (const e of list) {
        const v = e.ev(f);
        if (v !== null) return v;
      }
      return null;
    },
    show: (p) => `COALESCE(${list.map((e) => e.show(p)).join(", ")})`,
  };
}

/** GREATEST, LEAST. */
export function extreme(s: Session, made: readonly Ex[], word: "greatest" | "least", at: number): Ex {
  const type = commonType(made, word.toUpperCase());
  const list = coerceAll(s, made, type, word.toUpperCase());
  const sign = word === "greatest" ? 1 : -1;
  return {
    type,
    mod: NO_MOD,
    at,
    ev: (f) => {
      let best: Value = null;
      for (const e of list) {
        const v = e.ev(f);
        if (v !== null && (best === null || sign * compareValues(v, best, type) > 0)) best = v;
      }
      return best;
    },
    show: (p) => `${word.toUpperCase()}(${list.map((e) => e.show(p)).join(", ")})`,
  };
}
