import type { Exchange } from "./exchange.ts";
import { settings } from "./parse.ts";
import { expand, value } from "./variables.ts";

const COMBINED =
  '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"';

/** Writes the request to the access logs that hold for it. A variable without a value shows as `-`. */
export async function writeAccessLog(x: Exchange): Promise<void> {
  const set = settings(x.block, "access_log");
  const logs = set.length ? set.map((d) => d.args) : [["/var/log/nginx/access.log"]];
  for (const [path = "", format = "combined", ...rest] of logs) {
    const fd = x.runtime.files.get(path);
    if (path === "off" || fd === undefined) continue;
    const condition = [format, ...rest].find((a) => a.startsWith("if="));
    if (condition && ["", "0"].includes(expand(x, condition.slice(3)))) continue;
    const { text: shape, escaping } = formatOf(x, format);
    const line = shape.replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, a?: string, b?: string) => {
      const text = value(x, a ?? b ?? "") ?? "";
      if (escaping === "json") return escapeJson(text);
      return text === "" ? (escaping === "none" ? "" : "-") : escaping === "none" ? text : escape(text);
    });
    await x.p.write(fd, `${line}\n`);
  }
}

function formatOf(x: Exchange, name: string): { readonly text: string; readonly escaping: string } {
  const d = x.runtime.config.http?.directives.find((e) => e.name === "log_format" && e.args[0] === name);
  if (!d) return { text: COMBINED, escaping: "default" };
  const escaping = /^escape=(.*)$/.exec(d.args[1] ?? "")?.[1];
  return { text: d.args.slice(escaping === undefined ? 1 : 2).join(""), escaping: escaping ?? "default" };
}

/** `"`, `\` and what is not printable stand as \xXX. */
function escape(text: string): string {
  return text.replace(
    /["\\\x00-\x1f\x7f]/g,
    (c) => `\\x${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}

const JSON_ESCAPES: Readonly<Record<string, string>> = {
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\b": "\\b",
  "\f": "\\f",
};

/** As a text in JSON has them (`escape=json`). */
function escapeJson(text: string): string {
  return text.replace(
    /["\\\x00-\x1f]/g,
    (c) =>
      JSON_ESCAPES[c] ?? (c < " " ? `\\u${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}` : `\\${c}`),
  );
}
