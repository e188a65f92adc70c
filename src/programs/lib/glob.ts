import { ASCII_CLASSES } from "../../std/posix-classes.ts";
/** fnmatch's patterns as a regular expression over the whole text. `path`: `*` and `?` do not match a slash. */
export function globToRegExp(
  pattern: string,
  options: { readonly ignoreCase?: boolean; readonly path?: boolean } = {},
): RegExp {
  const any = options.path ? "[^/]" : "[^]";
  let out = "";
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i] ?? "";
    if (c === "*") out += `${any}*`;
    else if (c === "?") out += any;
    else if (c === "\\" && i + 1 < pattern.length) out += escapeLiteral(pattern[++i] ?? "");
    else if (c === "[") {
      const bracket = /^\[([!^]?)(\]?(?:\[:[a-z]+:\]|\\.|[^\]])*)\]/.exec(pattern.slice(i));
      if (!bracket) {
        out += "\\[";
        continue;
      }
      out += `[${bracket[1] ? "^" : ""}${bracketBody(bracket[2] ?? "")}]`;
      i += bracket[0].length - 1;
    } else out += escapeLiteral(c);
  }
  return new RegExp(`^(?:${out})$`, options.ignoreCase ? "i" : "");
}

function bracketBody(body: string): string {
  return body.replace(/\[:([a-z]+):\]|\\(.)|[\\[\]^]/g, (all, name?: string, literal?: string) => {
    if (name !== undefined) return ASCII_CLASSES[name] ?? "";
    return `\\${literal ?? all}`;
  });
}

function escapeLiteral(c: string): string {
  return /[\\^$.*+?()[\]{}|/]/.test(c) ? `\\${c}` : c;
}
