import { complain, type Psql } from "./state.ts";
import { interpolate } from "./variables.ts";

/** \\if, \\elif, \\else, \\endif: which lines count. True: it was one of them. */
export async function conditionOf(s: Psql, line: string, open: boolean[], taken: boolean[]): Promise<boolean> {
  const [word = "", ...rest] = line.split(/\s+/);
  const holds = async (): Promise<boolean> => {
    const text = interpolate(rest.join(" "), s.variables).replace(/^'(.*)'$/, "$1");
    if (/^(t|true|on|1|y|yes)$/i.test(text)) return true;
    if (!/^(f|false|off|0|n|no)$/i.test(text))
      await complain(s, `unrecognized value "${text}" for "\\if expression": Boolean expected\n`);
    return false;
  };
  switch (word) {
    case "\\if": {
      const dead = open.includes(false);
      const yes = !dead && (await holds());
      open.push(yes);
      taken.push(yes || dead);
      return true;
    }
    case "\\elif":
    case "\\else": {
      if (open.length === 0) {
        await complain(s, `${word}: no matching \\if\n`);
        return true;
      }
      const at = open.length - 1;
      if (taken[at]) open[at] = false;
      else {
        const yes = word === "\\else" || (await holds());
        open[at] = yes;
        taken[at] = yes;
      }
      return true;
    }
    case "\\endif":
      if (open.length === 0) await complain(s, "\\endif: no matching \\if\n");
      open.pop();
      taken.pop();
      return true;
    default:
      return false;
  }
}
