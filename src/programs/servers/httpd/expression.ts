import type { Ask } from "./ask.ts";

/** The value of `%{NAME}` in conditions, or of `%{HTTP:Name}`. */
export function variable(name: string, a: Ask): string {
  const [kind = "", rest] = name.split(/:(.*)/s);
  const header = (h: string) => a.head.headers.get(h) ?? "";
  if (rest !== undefined) {
    if (/^(http|req|req_novary)$/i.test(kind)) return header(rest);
    if (/^(env|reqenv)$/i.test(kind)) return a.env.get(rest) ?? "";
    return "";
  }
  const [own = ""] = (a.head.headers.get("host") ?? "").split(":");
  switch (name.toUpperCase()) {
    case "REQUEST_URI":
      return a.uri;
    case "REQUEST_FILENAME":
    case "SCRIPT_FILENAME":
      return a.file === "" ? a.uri : a.file;
    case "QUERY_STRING":
      return a.query ?? "";
    case "HTTP_HOST":
      return header("host");
    case "SERVER_NAME":
      return own || (a.site.name ?? "");
    case "SERVER_PORT":
      return String(a.port);
    case "REQUEST_METHOD":
      return a.head.method;
    case "REQUEST_SCHEME":
      return "http";
    case "SERVER_PROTOCOL":
      return `HTTP/${a.head.version}`;
    case "THE_REQUEST":
      return `${a.head.method} ${a.head.target} HTTP/${a.head.version}`;
    case "REMOTE_ADDR":
    case "REMOTE_HOST":
      return a.client.address;
    case "REMOTE_PORT":
      return String(a.client.port);
    case "REMOTE_USER":
      return a.user ?? "";
    case "HTTPS":
      return "off";
    case "DOCUMENT_ROOT":
      return a.site.lines.filter((l) => l.name === "documentroot").at(-1)?.args[0] ?? "";
    case "HTTP_USER_AGENT":
      return header("user-agent");
    case "HTTP_REFERER":
      return header("referer");
    case "HTTP_COOKIE":
      return header("cookie");
    case "HTTP_ACCEPT":
      return header("accept");
    case "TIME_YEAR":
      return String(new Date(Math.floor(a.p.now() / 1000)).getUTCFullYear());
    default:
      return a.env.get(name) ?? "";
  }
}

/** An expression of <If>, `expr=…` and Require expr: comparisons, patterns, `&&`, `||`, `!` and brackets. */
export function condition(text: string, a: Ask): boolean {
  const tokens = [
    ...text.matchAll(
      /\s*(&&|\|\||==|!=|=~|!~|-(?:eq|ne|lt|le|gt|ge|f|d|e|z|n|s|in)\b|[()!<>]=?|m#(?:\\.|[^#])*#i?|\/(?:\\.|[^/])*\/i?|'[^']*'|"[^"]*"|%\{[^}]*\}|[^\s()!=<>]+)/g,
    ),
  ].map((m) => m[1] ?? "");
  let at = 0;
  const peek = () => tokens[at];
  const take = () => tokens[at++] ?? "";
  const word = (t: string): string => {
    const bare = /^(['"])(.*)\1$/s.exec(t)?.[2] ?? t;
    return bare.replace(/%\{([^}]*)\}/g, (_all, name: string) => variable(name, a));
  };
  const either = (): boolean => {
    let left = both();
    while (peek() === "||") {
      take();
      const right = both();
      left = left || right;
    }
    return left;
  };
  const both = (): boolean => {
    let left = one();
    while (peek() === "&&") {
      take();
      const right = one();
      left = left && right;
    }
    return left;
  };
  const one = (): boolean => {
    const t = take();
    if (t === "!") return !one();
    if (t === "(") {
      const inside = either();
      take();
      return inside;
    }
    if (/^true$/i.test(t)) return true;
    if (/^false$/i.test(t)) return false;
    if (t === "-z") return word(take()) === "";
    if (t === "-n") return word(take()) !== "";
    if (t === "-f" || t === "-d" || t === "-e" || t === "-s") return fileTest(t, word(take()), a);
    const left = word(t);
    const operator = peek() ?? "";
    if (!/^(==|!=|=~|!~|<=?|>=?|-(eq|ne|lt|le|gt|ge|in))$/.test(operator)) return left !== "" && left !== "0";
    take();
    return compared(left, operator, take(), word);
  };
  return either();
}

function compared(left: string, operator: string, given: string, word: (t: string) => string): boolean {
  if (operator === "=~" || operator === "!~") {
    const m = /^(?:m#(.*)#|\/(.*)\/)(i?)$/s.exec(given);
    const found = new RegExp(m?.[1] ?? m?.[2] ?? given, m?.[3]).test(left);
    return found === (operator === "=~");
  }
  const right = word(given);
  const [x, y] = [Number(left), Number(right)];
  switch (operator) {
    case "==":
      return left === right;
    case "!=":
      return left !== right;
    case "-eq":
      return x === y;
    case "-ne":
      return x !== y;
    case "-lt":
      return x < y;
    case "-le":
      return x <= y;
    case "-gt":
      return x > y;
    case "-ge":
      return x >= y;
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    default:
      return operator === ">=" ? left >= right : right.includes(left);
  }
}

/** `-f`, `-d`, `-e`, `-s`. */
export function fileTest(test: string, path: string, a: Ask): boolean {
  if (!a.p.files.exists(path)) return false;
  const { kind, size } = a.p.files.stat(path);
  if (test === "-f") return kind === "file";
  if (test === "-d") return kind === "directory";
  return test === "-s" ? size > 0 : true;
}
