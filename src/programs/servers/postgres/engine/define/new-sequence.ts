import { putObject } from "../catalog/lookup.ts";
import type { Sequence } from "../catalog/objects.ts";
import type { Session } from "../session.ts";
import { base } from "./new-object.ts";

/** Makes a sequence, with what is not said as PostgreSQL has it. */
export function newSequence(
  s: Session,
  name: string,
  schema: string,
  type: Sequence["type"],
  more: Partial<Sequence> = {},
): Sequence {
  const max = type === "int2" ? 32767 : type === "int4" ? 2147483647 : Number(2n ** 63n - 1n);
  const made: Sequence = {
    ...base(s, name, schema),
    k: "sequence",
    type,
    start: 1,
    increment: 1,
    min: 1,
    max,
    cycle: false,
    ownedBy: undefined,
    identity: false,
    temp: false,
    ...more,
  };
  putObject(s, made);
  s.database.sequences.set(made.oid, { last: made.start, called: false });
  return made;
}
