/** Whether a text of JavaScript wants more lines: an open bracket, template or comment, or an operator at its end. */
export function unfinished(code: string): boolean {
  const open: string[] = [];
  for (let i = 0; i < code.length; i++) {
    const c = code[i] ?? "";
    if (open.at(-1) === "`" && c !== "`" && !(c === "$" && code[i + 1] === "{")) {
      if (c === "\\") i++;
      continue;
    }
    if (c === '"' || c === "'") {
      const end = endOfString(code, i);
      if (end < 0) return false;
      i = end;
    } else if (code.startsWith("//", i)) {
      const end = code.indexOf("\n", i);
      if (end < 0) break;
      i = end;
    } else if (code.startsWith("/*", i)) {
      const end = code.indexOf("*/", i + 2);
      if (end < 0) return true;
      i = end + 1;
    } else if (c === "`") {
      if (open.at(-1) === "`") open.pop();
      else open.push("`");
    } else if ("([{".includes(c)) open.push(c);
    else if (")]}".includes(c)) {
      if (open.length === 0) return false;
      open.pop();
    }
  }
  return open.length > 0 || /(?:=>|[=+*,&|?:.]|\b(?:else|do))\s*$/.test(code);
}

/** The place of the quote that ends a string; below 0 when the line ends before. */
function endOfString(code: string, at: number): number {
  for (let i = at + 1; i < code.length; i++) {
    if (code[i] === "\\") i++;
    else if (code[i] === code[at]) return i;
    else if (code[i] === "\n") return -1;
  }
  return -1;
}
