import { Arr } from "../types/type.ts";
import { like, regexOf, similarPattern } from "./patterns.ts";
import { fn, op, setFn } from "./registry.ts";

/** LIKE, SIMILAR TO, regular expressions. */
export function patterns(): void {
  for (const [name, caseless] of [
    ["~~", false],
    ["~~*", true],
  ] as const) {
    op(name, "text,text", "bool", ([t, p]) => like(t, p, caseless));
    op(`!${name}`, "text,text", "bool", ([t, p]) => !like(t, p, caseless));
    op(name, "bpchar,text", "bool", ([t, p]) => like(t, p, caseless));
    op(name, "name,text", "bool", ([t, p]) => like(t, p, caseless));
    op(`!${name}`, "name,text", "bool", ([t, p]) => !like(t, p, caseless));
  }
  op("~", "text,text", "bool", ([t, p]) => regexOf(p).test(t));
  op("!~", "text,text", "bool", ([t, p]) => !regexOf(p).test(t));
  op("~*", "text,text", "bool", ([t, p]) => regexOf(p, "i").test(t));
  op("!~*", "text,text", "bool", ([t, p]) => !regexOf(p, "i").test(t));
  op("~ !~ ~* !~*", "name,text", "bool", ([t, p]) => regexOf(p).test(t));
  op("^@", "text,text", "bool", ([t, p]) => t.startsWith(p));
  fn("similar_to_escape", "text,text?", "text", ([p, e = "\\"]) => similarPattern(p, e));
  fn("like_escape", "text,text", "text", ([p, e]) =>
    e === "" ? p.replaceAll("\\", "\\\\") : p.replaceAll("\\", "\\\\").replaceAll(e, "\\"),
  );
  fn("regexp_replace", "text,text,text,text?", "text", ([t, p, r, flags = ""]) => {
    const to = r
      .replace(/\$/g, "$$$$")
      .replace(/\\(\d)/g, "$$$1")
      .replace(/\\&/g, "$$&")
      .replace(/\\\\/g, "\\");
    return t.replace(regexOf(p, flags), to);
  });
  fn("regexp_match", "text,text,text?", "text[]", ([t, p, flags = ""]) => {
    const m = regexOf(p, flags).exec(t);
    return m ? groups(m) : null;
  });
  setFn("regexp_matches", "text,text,text?", "text[]", "", ([t, p, flags = ""]) => {
    const r = regexOf(p, flags);
    if (!flags.includes("g")) {
      const m = r.exec(t);
      return m ? [[groups(m)]] : [];
    }
    return [...t.matchAll(r)].map((m) => [groups(m)]);
  });
  fn("regexp_split_to_array", "text,text,text?", "text[]", ([t, p, flags = ""]) => new Arr(t.split(regexOf(p, flags))));
  setFn("regexp_split_to_table", "text,text,text?", "text", "", ([t, p, flags = ""]) =>
    t.split(regexOf(p, flags)).map((x: string) => [x]),
  );
  fn("regexp_count", "text,text", "int4", ([t, p]) => [...t.matchAll(regexOf(p, "g"))].length);
  fn("regexp_like", "text,text,text?", "bool", ([t, p, flags = ""]) => regexOf(p, flags).test(t));
  fn("regexp_instr", "text,text", "int4", ([t, p]) => t.search(regexOf(p)) + 1);
  fn("regexp_substr", "text,text", "text", ([t, p]) => regexOf(p).exec(t)?.[0] ?? null);
}

const groups = (m: RegExpExecArray | RegExpMatchArray): Arr =>
  new Arr(m.length > 1 ? m.slice(1).map((x) => x ?? null) : [m[0]]);
