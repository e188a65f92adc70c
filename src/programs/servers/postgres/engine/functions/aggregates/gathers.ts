import { jsonString, sorted } from "../../types/json.ts";
import { textOf } from "../../types/text.ts";
import { Arr, Jsonb, type JsonValue, T, type Value } from "../../types/type.ts";
import { type Accumulator, type AggregateInput, agg } from "../aggregates.ts";
import { toJsonb, toJsonText } from "../to-json.ts";

/** Aggregates that put all values into one: arrays, texts, JSON. */
export function gathers(): void {
  const gather =
    <X>(item: (args: readonly Value[], i: AggregateInput) => X, end: (list: X[], i: AggregateInput) => Value) =>
    (i: AggregateInput): Accumulator => {
      const list: X[] = [];
      return {
        add(args) {
          list.push(item(args, i));
        },
        result: () => (list.length === 0 ? null : end(list, i)),
      };
    };
  const loose = { strict: false };
  agg(
    "array_agg",
    "anynonarray",
    "anyarray",
    gather(
      ([v = null]) => v,
      (l) => new Arr(l),
    ),
    loose,
  );
  agg(
    "array_agg",
    "anyarray",
    "anyarray",
    gather(
      ([v = null]) => v,
      (l) => {
        const [first] = l;
        return first instanceof Arr
          ? new Arr(
              l.flatMap((x) => (x instanceof Arr ? x.items : [])),
              [l.length, ...first.dims],
            )
          : new Arr([]);
      },
    ),
    loose,
  );
  agg(
    "string_agg",
    "text,text",
    "text",
    gather(
      (a) => a,
      (l) => {
        const kept = l.filter(([v]) => v !== null);
        return kept.length === 0 ? null : kept.map(([v, by], i) => (i === 0 ? String(v) : `${by ?? ""}${v}`)).join("");
      },
    ),
    loose,
  );
  agg(
    "json_agg",
    "anyelement",
    "json",
    gather(
      ([v = null], i) => toJsonText(v, i.args[0] ?? T.text, i.cx),
      (l, i) => `[${l.join(i.args[0]?.kind === "composite" || i.args[0]?.name === "record" ? ", \n " : ", ")}]`,
    ),
    loose,
  );
  agg(
    "jsonb_agg",
    "anyelement",
    "jsonb",
    gather(
      ([v = null], i) => toJsonb(v, i.args[0] ?? T.text, i.cx),
      (l) => new Jsonb(l),
    ),
    loose,
  );
  agg(
    "json_object_agg",
    "any,any",
    "json",
    gather(
      ([k = null, v = null], i) =>
        `${jsonString(textOf(k, i.args[0] ?? T.text, i.cx))} : ${toJsonText(v, i.args[1] ?? T.text, i.cx)}`,
      (l) => `{ ${l.join(", ")} }`,
    ),
    loose,
  );
  agg(
    "jsonb_object_agg",
    "any,any",
    "jsonb",
    gather(
      ([k = null, v = null], i): readonly [string, JsonValue] => [
        textOf(k, i.args[0] ?? T.text, i.cx),
        toJsonb(v, i.args[1] ?? T.text, i.cx),
      ],
      (l) => new Jsonb(sorted(new Map(l))),
    ),
    loose,
  );
}
