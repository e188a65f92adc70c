import { compilePattern, parseSize, parseTime } from "./pattern.ts";
import { ConfigError, type Place } from "./tokens.ts";

const SIZES =
  /^(?:client_max_body_size|client_body_buffer_size|client_header_buffer_size|proxy_buffer_size|gzip_min_length)$/;
const TIMES =
  /^(?:keepalive_timeout|send_timeout|resolver_timeout|client_(?:body|header)_timeout|proxy_(?:connect|read|send)_timeout)$/;
const NUMBERS = /^(?:worker_connections|worker_rlimit_nofile|keepalive_requests)$/;
const REWRITE_MARKS = ["last", "break", "redirect", "permanent"];

/** A directive's words as nginx takes them when it reads them. Throws ConfigError in its words. */
export function checkValues(name: string, args: readonly string[], place: Place): void {
  const [first = "", second] = args;
  const invalid = () => new ConfigError(`"${name}" directive invalid value`, place);
  if (SIZES.test(name) && parseSize(first) === undefined) throw invalid();
  if (TIMES.test(name) && parseTime(first) === undefined) throw invalid();
  if (NUMBERS.test(name) && !/^\d+$/.test(first)) throw new ConfigError(`invalid number "${first}"`, place);
  switch (name) {
    case "worker_processes":
      if (first !== "auto" && !/^[1-9]\d*$/.test(first)) throw invalid();
      return;
    case "expires":
      if (!first.includes("$") && !isExpiry(first === "modified" ? (second ?? "") : first)) throw invalid();
      return;
    case "set":
      if (!first.startsWith("$")) throw new ConfigError(`invalid variable name "${first}"`, place);
      return;
    case "allow":
    case "deny":
      if (first !== "all" && first !== "unix:" && !/^(?:[\d.]+(?:\/\d+)?|[\da-f:]*:[\da-f:.]*(?:\/\d+)?)$/i.test(first))
        throw new ConfigError(`invalid parameter "${first}"`, place);
      return;
    case "error_page":
      for (const code of args.slice(0, -1)) {
        if (code.startsWith("=")) continue;
        if (!/^\d+$/.test(code)) throw new ConfigError(`invalid value "${code}"`, place);
        if (Number(code) < 300 || Number(code) > 599)
          throw new ConfigError(`value "${code}" must be between 300 and 599`, place);
      }
      return;
    case "rewrite":
      compilePattern(first, false, place);
      if (args[2] !== undefined && !REWRITE_MARKS.includes(args[2]))
        throw new ConfigError(`invalid parameter "${args[2]}"`, place);
      return;
    case "if":
      if (!first.startsWith("(")) throw new ConfigError(`invalid condition "${first}"`, place);
      if (/^\(\s*\$\w+\s+(=|!=|~|!~|~\*|!~\*)\s*\)$/.test(args.join(" ")))
        throw new ConfigError(`invalid condition "${args.join(" ").replace(/^\(\s*(\$\w+).*/, "$1")}"`, place);
      return;
    default:
  }
}

const isExpiry = (text: string) =>
  ["off", "epoch", "max"].includes(text) || parseTime(text.replace(/^[-+@]/, "")) !== undefined;
