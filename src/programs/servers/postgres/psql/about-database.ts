import { describe } from "./describe.ts";
import {
  found,
  listDatabases,
  listDomains,
  listExtensions,
  listFunctions,
  listPrivileges,
  listRelations,
  listRoles,
  listSchemas,
  listTypes,
} from "./listings.ts";
import { complain, type Psql, put } from "./state.ts";

/** The commands that show what there is. False: it failed. */
export async function aboutDatabase(s: Psql, name: string, pattern: string | undefined): Promise<boolean> {
  const bare = name.replace(/[+S]+$/, "");
  const more = name.includes("+");
  const known = /^\\(l|list|z|sf|sv|d|dt|dv|dm|di|ds|dn|du|dg|df|dT|dD|dp|dx|d[tvmis]{2,})$/;
  if (!known.test(bare)) {
    if (/^\\(da|db|dc|dC|dd|ddp|dE|des|deu|dew|dF|dFd|dl|dL|do|dO|dP|drds|drg|dRp|dRs|dX|dy|dconfig)$/.test(bare)) {
      await complain(s, `drydock: psql's ${bare} is not simulated\n`);
      return false;
    }
    await complain(s, `invalid command ${name}\n${s.interactive ? "Try \\? for help.\n" : ""}`);
    return false;
  }
  const c = s.lost ? null : await s.db.describe();
  if (!c) {
    await complain(s, "You are currently not connected to a database.\n");
    return false;
  }
  switch (bare) {
    case "\\l":
    case "\\list":
      await listDatabases(s, c, more, pattern);
      return true;
    case "\\du":
    case "\\dg":
      await listRoles(s, c, more, pattern);
      return true;
    case "\\dn":
      await listSchemas(s, c, more, pattern);
      return true;
    case "\\df":
      await listFunctions(s, c, more, pattern);
      return true;
    case "\\dT":
      await listTypes(s, c, more, pattern);
      return true;
    case "\\dD":
      await listDomains(s, c, pattern);
      return true;
    case "\\dx":
      await listExtensions(s, c);
      return true;
    case "\\z":
    case "\\dp":
      await listPrivileges(s, c, pattern);
      return true;
    case "\\sf": {
      const wanted = (pattern ?? "").replace(/\(.*$/, "");
      const all = found(c.functions, wanted);
      const [one] = all;
      if (!one) {
        await complain(s, `ERROR:  function "${pattern}" does not exist\n`);
        return false;
      }
      if (all.length > 1 && !(pattern ?? "").includes("(")) {
        await complain(s, `ERROR:  more than one function named "${pattern}"\n`);
        return false;
      }
      await put(s, one.definition);
      return true;
    }
    case "\\sv": {
      const [one] = found(
        c.tables.filter((t) => t.type === "view"),
        pattern,
      );
      if (!one) {
        await complain(s, `ERROR:  relation "${pattern}" does not exist\n`);
        return false;
      }
      await put(s, `CREATE OR REPLACE VIEW ${one.schema}.${one.name} AS\n${one.definition.replace(/;$/, "")}\n`);
      return true;
    }
    case "\\d":
      if (pattern === undefined)
        return listRelations(s, c, ["table", "view", "materialized view", "sequence"], undefined, more);
      return describe(s, c, pattern, more);
    default: {
      const kinds = [...bare.slice(2)].map(
        (k) => ({ t: "table", v: "view", m: "materialized view", i: "index", s: "sequence" })[k] as "table",
      );
      return listRelations(s, c, kinds, pattern, more);
    }
  }
}
