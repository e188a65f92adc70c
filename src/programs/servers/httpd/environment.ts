import { type Ask, linesOf } from "./ask.ts";
import { variable } from "./expression.ts";

/** SetEnv, SetEnvIf and BrowserMatch. */
export function environment(a: Ask): void {
  for (const l of linesOf(a)) {
    if (l.name === "setenv") a.env.set(l.args[0] ?? "", l.args[1] ?? "");
    const kind = /^(setenvif|browsermatch)(nocase)?$/.exec(l.name);
    if (!kind) continue;
    const [what, source = "", ...set] = kind[1] === "browsermatch" ? ["User-Agent", ...l.args] : l.args;
    const m = new RegExp(source, kind[2] === undefined ? "" : "i").exec(attribute(what ?? "", a));
    if (!m) continue;
    for (const s of set) {
      const [name = "", text = "1"] = s.split(/=(.*)/s);
      if (name.startsWith("!")) a.env.delete(name.slice(1));
      else
        a.env.set(
          name,
          text.replace(/\$(\d)/g, (_all, n: string) => m[Number(n)] ?? ""),
        );
    }
  }
}

function attribute(name: string, a: Ask): string {
  if (/^(Request_URI|Request_Method|Request_Protocol|Remote_Addr|Remote_Host|Server_Addr)$/i.test(name))
    return variable(name.replace("Request_Protocol", "SERVER_PROTOCOL").toUpperCase(), a);
  return a.head.headers.get(name) ?? a.env.get(name) ?? "";
}
