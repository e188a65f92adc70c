// A template as a tree of tokens: `[kind, value, start, end, children, start of the closing tag, delimiters]`.
const escapeRegExp = (s) => s.replace(/[-[\]{}()*+?.,\\^$|#\s]/g, "\\$&");

function delimiters(tags) {
  const pair = typeof tags === "string" ? tags.split(/\s+/, 2) : tags;
  if (!Array.isArray(pair) || pair.length !== 2) throw new Error(`Invalid tags: ${tags}`);
  return pair;
}

module.exports = function parse(template, tags) {
  let [open, close] = delimiters(tags);
  const tree = [];
  const stack = [];
  let into = tree;
  let at = 0;
  /** Where the line began that is being read: in the text, and among the tokens. */
  let lineStart = 0;
  let line = [];
  let hasTag = false;
  let nonSpace = false;
  const add = (token) => {
    into.push(token);
    line.push([into, token]);
  };
  /** A line that holds only a tag and white space leaves nothing behind. */
  const endLine = () => {
    if (hasTag && !nonSpace)
      for (const [list, token] of line)
        if (token[0] === "text" && /^[ \t\r\n]*$/.test(token[1])) list.splice(list.indexOf(token), 1);
    line = [];
    hasTag = false;
    nonSpace = false;
    lineStart = at;
  };
  while (at < template.length) {
    const next = template.indexOf(open, at);
    const text = template.slice(at, next < 0 ? undefined : next);
    for (const piece of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
      const start = at;
      at += piece.length;
      if (/[^ \t\r\n]/.test(piece)) nonSpace = true;
      add(["text", piece, start, at]);
      if (piece.endsWith("\n")) endLine();
    }
    if (next < 0) break;
    const start = next;
    at += open.length;
    const m = /^\s*([#^/>{&=!]?)\s*/.exec(template.slice(at));
    const kind = m[1] || "name";
    at += m[0].length;
    const end = kind === "=" ? `=${close}` : kind === "{" ? `}${close}` : close;
    const found = new RegExp(`\\s*${escapeRegExp(end)}`).exec(template.slice(at));
    if (!found) throw new Error(`Unclosed tag at ${template.length}`);
    const value = template.slice(at, at + found.index).trimEnd();
    at += found.index + found[0].length;
    if (kind === "#" || kind === "^") {
      hasTag = true;
      const token = [kind, value, start, at, [], 0, [open, close]];
      into.push(token);
      stack.push([token, into]);
      into = token[4];
    } else if (kind === "/") {
      hasTag = true;
      const [section, outside] = stack.pop() ?? [];
      if (!section) throw new Error(`Unopened section "${value}" at ${start}`);
      if (section[1] !== value) throw new Error(`Unclosed section "${section[1]}" at ${start}`);
      section[5] = start;
      into = outside;
    } else if (kind === "=") {
      hasTag = true;
      [open, close] = delimiters(value);
    } else if (kind === "!") hasTag = true;
    else if (kind === ">") {
      hasTag = true;
      into.push([
        ">",
        value,
        start,
        at,
        /^[ \t]*$/.test(template.slice(lineStart, start)) ? template.slice(lineStart, start) : "",
      ]);
    } else {
      nonSpace = true;
      into.push([kind === "name" ? "name" : "&", value, start, at]);
    }
  }
  endLine();
  if (stack.length) throw new Error(`Unclosed section "${stack.at(-1)[0][1]}" at ${at}`);
  return tree;
};
