// A template as the text of a function.

/** What a text that is no program is, in the words of V8. */
function syntaxMessage(code, isAsync) {
  const words = require("vm")[Symbol.for("drydock.syntaxMessage")];
  return words && words(`${isAsync ? "async " : ""}function anonymous() {\n${code}\n}`);
}

function compileText(template, o) {
  const d = o.delimiter || "%";
  const open = (o.openDelimiter || "<") + d;
  const close = d + (o.closeDelimiter || ">");
  // `_` takes the blanks before it, or behind it with the line's end.
  const blank = (s) => s.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const text = template
    .replace(/\r/g, "")
    .replace(new RegExp(`[ \\t]*${blank(open)}_`, "gm"), `${open}_`)
    .replace(new RegExp(`_${blank(close)}[ \\t]*\\n?`, "gm"), `_${close}`);
  let body = "";
  let line = 1;
  const literal = (s) => {
    if (s) body += `    ; __append(${JSON.stringify(s)})\n`;
    line += s.split("\n").length - 1;
    if (s.includes("\n")) body += `    ; __line = ${line}\n`;
  };
  let rest = text;
  for (;;) {
    const at = rest.indexOf(open);
    if (at < 0) break;
    if (rest.startsWith(d, at + open.length)) {
      literal(`${rest.slice(0, at)}${open}`);
      rest = rest.slice(at + open.length + d.length);
      continue;
    }
    literal(rest.slice(0, at).replaceAll(d + close, close));
    const mode = /^[=\-#_]/.exec(rest.slice(at + open.length))?.[0] ?? "";
    const end = rest.indexOf(close, at + open.length);
    if (end < 0) throw new Error(`Could not find matching close tag for "${open}${mode}".`);
    let code = rest.slice(at + open.length + mode.length, end);
    rest = rest.slice(end + close.length);
    const last = /[-_]$/.exec(code)?.[0];
    if (last) code = code.slice(0, -1);
    if (last === "-") rest = rest.replace(/^\n/, "");
    // A comment to the end of a line must not take what follows.
    if (mode !== "#" && code.lastIndexOf("//") > code.lastIndexOf("\n")) code += "\n";
    const value = code.replace(/^[\s;]*|[\s;]*$/g, "");
    if (mode === "=") body += `    ; __append(escapeFn(${value}))\n`;
    else if (mode === "-") body += `    ; __append(${value})\n`;
    else if (mode !== "#") body += `    ; ${code}\n`;
    const lines = code.split("\n").length - 1;
    line += lines;
    if (lines) body += `    ; __line = ${line}\n`;
  }
  literal(rest.replaceAll(d + close, close));
  const scoped = o._with === false ? body : `  with (${o.localsName} || {}) {\n${body}  }\n`;
  return `${o.strict ? '"use strict";\n' : ""}let __line = 1;
try {
  let __output = "";
  function __append(s) { if (s !== undefined && s !== null) __output += s }
${scoped}  return __output;
} catch (e) {
 rethrow(e, __line);
}
`;
}

module.exports = { compileText, syntaxMessage };
