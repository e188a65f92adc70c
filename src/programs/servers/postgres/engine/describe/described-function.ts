import type { CatalogObject, FunctionObject } from "../catalog/objects.ts";
import { aclText } from "../catalog/rights.ts";
import { typeByOid } from "../catalog/types.ts";
import type { Session } from "../session.ts";
import { quoteName, typeText } from "../types/type.ts";
import { argumentsText, functionText, returnsText } from "./texts.ts";

/** Who may do what with it, as the catalog writes it. */
export const acl = (o: { readonly acl: CatalogObject["acl"] }): readonly string[] => (o.acl ? aclText(o.acl) : []);

/** A function or procedure as it is listed. */
export function functionOf(s: Session, f: FunctionObject) {
  return {
    schema: f.schema,
    name: f.name,
    returns: f.procedure ? "" : returnsText(s, f),
    arguments: argumentsText(s, f),
    identity: f.args
      .filter((a) => a.mode !== "out" && a.mode !== "table")
      .map((a) => `${a.name === undefined ? "" : `${quoteName(a.name)} `}${typeText(typeByOid(s, a.type))}`)
      .join(", "),
    kind: f.procedure ? "proc" : typeByOid(s, f.returns).name === "trigger" ? "func" : "func",
    definition: functionText(s, f),
    owner: f.owner,
    volatility: f.volatility,
    language: f.language,
    definer: f.definer,
  };
}
