import { goString } from "../go/print.ts";
import { dynamic, elements, entries, type GoValue } from "../go/value.ts";

/** What `if`, `with`, `and`, `or` and `not` take for true. */
export function isTrue(value: GoValue | undefined): boolean {
  const v = value && dynamic(value);
  if (!v) return false;
  switch (v.type.kind) {
    case "slice":
      return elements(v).length > 0;
    case "map":
      return entries(v).length > 0;
    case "string":
      return goString(v) !== "";
    case "pointer":
    case "any":
      return v.value !== null && v.value !== undefined;
    case "struct":
    case "row":
    case "time":
      return true;
    default:
      return Boolean(Number(v.value ?? 0));
  }
}
