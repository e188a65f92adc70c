// @ts-nocheck: packages of the guest: they run inside the engine, not here.

/** `ejs`. */
export function packageEjs(module, require) {
  const fs = require("fs");
  const path = require("path");
  const escapeXML = (s) =>
    s === undefined || s === null
      ? ""
      : String(s).replace(
          /[&<>'"]/g,
          (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" })[c],
        );
  function compile(template, o = {}) {
    const d = o.delimiter || "%";
    const open = `<${d}`;
    const close = `${d}>`;
    let code = "let __out = '';\nconst __append = (s) => { if (s !== undefined && s !== null) __out += s };\n";
    let line = 1;
    let rest = String(template)
      .replace(/[ \t]*<%_/g, "<%_")
      .replace(/_%>[ \t]*\n?/g, "_%>");
    const text = (s) => {
      if (s) code += `__append(${JSON.stringify(s)});\n`;
      line += s.split("\n").length - 1;
    };
    for (;;) {
      const at = rest.indexOf(open);
      if (at < 0) break;
      if (rest.startsWith(`${open}${d}`, at)) {
        text(`${rest.slice(0, at)}${open}`);
        rest = rest.slice(at + open.length + d.length);
        continue;
      }
      text(rest.slice(0, at));
      const end = rest.indexOf(close, at);
      if (end < 0)
        throw new Error(
          `Could not find matching close tag for "${open}${rest[at + 2] === "=" || rest[at + 2] === "-" ? rest[at + 2] : ""}".`,
        );
      let body = rest.slice(at + open.length, end);
      rest = rest.slice(end + close.length);
      const mode = /^[=\-#_]/.test(body) ? body[0] : "";
      if (mode) body = body.slice(1);
      const trim = /[-_]$/.test(body) ? body.at(-1) : "";
      if (trim) body = body.slice(0, -1);
      if (trim === "-") rest = rest.replace(/^\r?\n/, "");
      code += `__line = ${line};\n`;
      line += body.split("\n").length - 1;
      if (mode === "=") code += `__append(__escape(${body.replace(/;\s*$/, "")}));\n`;
      else if (mode === "-") code += `__append(${body.replace(/;\s*$/, "")});\n`;
      else if (mode !== "#") code += `${body}\n`;
    }
    text(rest);
    const src = `let __line = 1;\ntry {\n${o._with === false ? code : `with (${o.localsName || "locals"} || {}) {\n${code}return __out;\n}`}\nreturn __out;\n} catch (e) { __rethrow(e, __line); }`;
    let fn;
    try {
      fn = new Function(o.localsName || "locals", "__escape", "include", "__rethrow", src);
    } catch (e) {
      if (o.filename) e.message += ` in ${o.filename}`;
      e.message +=
        " while compiling ejs\n\nIf the above error is not helpful, you may want to try EJS-Lint:\nhttps://github.com/RyanZim/EJS-Lint";
      throw e;
    }
    return (data = {}) => {
      const include = (name, more) => {
        const base = o.filename ? path.dirname(o.filename) : process.cwd();
        let file = path.resolve(base, name);
        if (!path.extname(file)) file += ".ejs";
        if (!fs.existsSync(file) && o.views)
          file =
            []
              .concat(o.views)
              .map((v) => path.resolve(v, path.extname(name) ? name : `${name}.ejs`))
              .find((f) => fs.existsSync(f)) || file;
        if (!fs.existsSync(file)) throw new Error(`Could not find the include file "${name}"`);
        return compile(fs.readFileSync(file, "utf8"), { ...o, filename: file })({ ...data, ...more });
      };
      return fn(data, o.escape || escapeXML, include, (e, at) => {
        if (e instanceof Error && !e.path) {
          const all = String(template).split("\n");
          const from = Math.max(at - 3, 0);
          const shown = all
            .slice(from, at + 3)
            .map((l, i) => `${from + i + 1 === at ? " >> " : "    "}${from + i + 1}| ${l}`)
            .join("\n");
          e.path = o.filename;
          e.message = `${o.filename || "ejs"}:${at}\n${shown}\n\n${e.message}`;
        }
        throw e;
      });
    };
  }
  const renderFile = (file, ...rest) => {
    const cb = typeof rest.at(-1) === "function" ? rest.pop() : undefined;
    const data = rest[0] || {};
    const views = data.settings && data.settings.views;
    const run = () => compile(fs.readFileSync(file, "utf8"), { filename: file, views, ...(rest[1] || {}) })(data);
    if (!cb) return new Promise((r) => r(run()));
    let html;
    try {
      html = run();
    } catch (e) {
      return cb(e);
    }
    return cb(null, html);
  };
  module.exports = {
    compile,
    render: (t, data, o) => compile(t, o)(data),
    renderFile,
    __express: renderFile,
    escapeXML,
    VERSION: "3.1.10",
    name: "ejs",
  };
}
