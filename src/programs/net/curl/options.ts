/** What a curl command line asks for. */
export interface CurlOptions {
  readonly urls: string[];
  /** For each URL in turn: a file, `-` or "remote" (-O); URLs without one go to standard output. */
  readonly outputs: (string | { readonly remote: true })[];
  readonly headers: string[];
  readonly data: { readonly text: string; readonly how: "ascii" | "binary" | "raw" | "urlencode" }[];
  readonly forms: { readonly text: string; readonly literal: boolean }[];
  readonly resolve: string[];
  readonly writeOut: string | undefined;
  readonly method: string | undefined;
  readonly upload: string | undefined;
  readonly user: string | undefined;
  readonly agent: string | undefined;
  readonly referrer: string | undefined;
  readonly cookie: string | undefined;
  readonly cookieJar: string | undefined;
  readonly dumpHeader: string | undefined;
  readonly range: string | undefined;
  readonly unixSocket: string | undefined;
  readonly maxTime: number | undefined;
  readonly connectTimeout: number | undefined;
  readonly retry: number;
  readonly retryDelay: number | undefined;
  readonly maxRedirs: number;
  readonly flags: ReadonlySet<string>;
}

/** What curl says before it gives up on its command line, after `curl: `; `option` names what it was reading. */
export class CurlUsage extends Error {
  override readonly name = "CurlUsage";
  constructor(
    message: string,
    readonly status = 2,
  ) {
    super(message);
  }
}

type Kind = "flag" | "value";

/** Long names with the letter they share; flags first. */
const FLAGS = `silent s
show-error S
fail f
head I
include i
location L
remote-name O
remote-name-all
insecure k
verbose v
get G
http1.0 0
http1.1
ipv4 4
ipv6 6
progress-bar #
no-progress-meter
no-buffer N
compressed
create-dirs
fail-with-body
fail-early
globoff g
location-trusted
next :
path-as-is
retry-all-errors
retry-connrefused
no-keepalive
tcp-nodelay
version V
help h
raw
junk-session-cookies j
remote-header-name J
basic
http2
http2-prior-knowledge
disable q
parallel Z`;

const VALUES = `output o
write-out w
request X
data d
data-ascii
data-binary
data-raw
data-urlencode
json
form F
form-string
header H
user u
max-time m
connect-timeout
resolve
retry
retry-delay
retry-max-time
max-redirs
user-agent A
referer e
cookie b
cookie-jar c
upload-file T
range r
url
dump-header D
output-dir
proxy x
noproxy
cacert
cert E
key
interface
limit-rate Y
unix-socket
connect-to
config K
url-query
stderr`;

interface Known {
  readonly name: string;
  readonly kind: Kind;
}

const byLong = new Map<string, Known>();
const byLetter = new Map<string, Known>();
for (const [text, kind] of [
  [FLAGS, "flag"],
  [VALUES, "value"],
] as const)
  for (const line of text.split("\n")) {
    const [name = "", letter] = line.split(" ");
    byLong.set(name, { name, kind });
    if (letter) byLetter.set(letter, { name, kind });
  }

/** curl has them, Drydock does not. */
const REFUSED = new Set([
  "proxy",
  "cacert",
  "cert",
  "key",
  "interface",
  "limit-rate",
  "connect-to",
  "config",
  "stderr",
  "next",
  "parallel",
  "http2-prior-knowledge",
  "output-dir",
  "retry-max-time",
]);

/** What an option's value is, still to be taken over. */
interface Draft extends Omit<CurlOptions, "flags"> {
  flags: Set<string>;
  values: Map<string, string>;
}

export function parseCurl(args: readonly string[]): CurlOptions {
  const values = new Map<string, string>();
  const flags = new Set<string>();
  const lists: Pick<Draft, "urls" | "outputs" | "headers" | "data" | "forms" | "resolve"> = {
    urls: [],
    outputs: [],
    headers: [],
    data: [],
    forms: [],
    resolve: [],
  };
  const take = (known: Known, shown: string, value: string | undefined) => {
    if (REFUSED.has(known.name)) throw new CurlUsage(`drydock: curl's ${shown} is not simulated`);
    if (known.kind === "flag") {
      flags.add(known.name);
      if (known.name === "remote-name") lists.outputs.push({ remote: true });
      if (known.name === "location-trusted") flags.add("location");
      return;
    }
    if (value === undefined) throw new CurlUsage(`option ${shown}: requires parameter`);
    if (!gather(lists, known.name, value)) values.set(known.name, value);
    if (
      ["max-time", "connect-timeout", "retry", "retry-delay", "max-redirs"].includes(known.name) &&
      !/^-?\d+(\.\d+)?$/.test(value)
    )
      throw new CurlUsage(`option ${shown}: expected a proper numerical parameter`);
  };
  let onlyUrls = false;
  for (let i = 0; i < args.length; i++) {
    const word = args[i] ?? "";
    if (onlyUrls || !word.startsWith("-") || word === "-") {
      if (word === "") throw new CurlUsage("option : blank argument where content is expected");
      lists.urls.push(word);
    } else if (word === "--") onlyUrls = true;
    else if (word.startsWith("--")) {
      const known = longOption(word);
      if (known === "negated") continue;
      take(known, word, known.kind === "value" ? args[++i] : undefined);
    } else
      for (let at = 1; at < word.length; at++) {
        const letter = word[at] ?? "";
        const known = byLetter.get(letter);
        if (!known) throw new CurlUsage(`option ${word}: is unknown`);
        if (known.kind === "flag") {
          take(known, `-${letter}`, undefined);
          continue;
        }
        take(known, `-${letter}`, at + 1 < word.length ? word.slice(at + 1) : args[++i]);
        break;
      }
  }
  const number = (name: string) => (values.has(name) ? Number(values.get(name)) : undefined);
  return {
    ...lists,
    flags,
    writeOut: values.get("write-out"),
    method: values.get("request"),
    upload: values.get("upload-file"),
    user: values.get("user"),
    agent: values.get("user-agent"),
    referrer: values.get("referer"),
    cookie: values.get("cookie"),
    cookieJar: values.get("cookie-jar"),
    dumpHeader: values.get("dump-header"),
    range: values.get("range"),
    unixSocket: values.get("unix-socket"),
    maxTime: number("max-time"),
    connectTimeout: number("connect-timeout"),
    retry: number("retry") ?? 0,
    retryDelay: number("retry-delay"),
    maxRedirs: number("max-redirs") ?? 50,
  };
}

/** Long names may be shortened as long as they are clear; `--no-` turns a flag off. */
function longOption(word: string): Known | "negated" {
  const name = word.slice(2);
  const exact = byLong.get(name);
  if (exact) return exact;
  if (name.startsWith("no-") && byLong.get(name.slice(3))?.kind === "flag") return "negated";
  const like = [...byLong.keys()].filter((n) => n.startsWith(name));
  const only = like.length === 1 ? byLong.get(like[0] ?? "") : undefined;
  if (only) return only;
  throw new CurlUsage(like.length > 1 ? `option ${word}: is ambiguous` : `option ${word}: is unknown`);
}

function gather(
  lists: Pick<Draft, "urls" | "outputs" | "headers" | "data" | "forms" | "resolve">,
  name: string,
  value: string,
): boolean {
  switch (name) {
    case "url":
      lists.urls.push(value);
      return true;
    case "output":
      lists.outputs.push(value);
      return true;
    case "header":
      lists.headers.push(value);
      return true;
    case "resolve":
      lists.resolve.push(value);
      return true;
    case "data":
    case "data-ascii":
      lists.data.push({ text: value, how: "ascii" });
      return true;
    case "data-binary":
      lists.data.push({ text: value, how: "binary" });
      return true;
    case "data-raw":
      lists.data.push({ text: value, how: "raw" });
      return true;
    case "json":
      lists.data.push({ text: value, how: "binary" });
      lists.headers.push("Content-Type: application/json", "Accept: application/json");
      return true;
    case "data-urlencode":
      lists.data.push({ text: value, how: "urlencode" });
      return true;
    case "form":
    case "form-string":
      lists.forms.push({ text: value, literal: name === "form-string" });
      return true;
    case "noproxy":
      return true;
    default:
      return false;
  }
}
