// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** The interactive interpreter. */
export function guestReplStart(exports, internal) {
  const { errors } = internal;
  const { inspect } = internal.require("inspect");
  const readline = internal.require("readline");
  const HELP = `.break    Sometimes you get stuck, this gets you out
.clear    Alias for .break
.editor   Enter editor mode
.exit     Exit the REPL
.help     Print this help message
.load     Load JS from a file into the REPL session
.save     Save all evaluated commands in this REPL session to a file

Press Ctrl+C to abort current expression, Ctrl+D to exit the REPL
`;

  /** What keeps an input open: the engine stopped at its very end. */
  const incomplete = (e, text) => {
    if (!e || e.name !== "SyntaxError") return false;
    const d = Object.getOwnPropertyDescriptor(e, "stack");
    const m = /:(\d+):(\d+)/.exec((d && String(d.value)) || "");
    const lines = text.split("\n");
    if (/unexpected end of string/.test(e.message)) return /`/.test(text) && (text.match(/`/g) || []).length % 2 === 1;
    if (/unexpected end/i.test(e.message)) return true;
    if (!m) return false;
    const line = Number(m[1]);
    const rest =
      line > lines.length
        ? ""
        : lines
            .slice(line - 1)
            .join("\n")
            .slice(Number(m[2]) - 1);
    return rest.trim() === "" && depth(text) >= 0 && /expecting|unexpected token|missing/.test(e.message);
  };
  const depth = (text) => {
    let n = 0;
    for (const c of text.replace(/(['"`])(?:\\.|(?!\1)[\s\S])*\1|\/\/[^\n]*/g, ""))
      n += "([{".includes(c) ? 1 : ")]}".includes(c) ? -1 : 0;
    return n;
  };

  exports.start = () => {
    const out = process.stdout;
    out.write(`Welcome to Node.js ${internal.options.version}.\nType ".help" for more information.\n`);
    const module = new internal.Module("<repl>");
    module.filename = internal.require("path").join(process.cwd(), "<repl>");
    const require = internal.makeRequire(module);
    Object.assign(globalThis, { module, exports: module.exports, require });
    for (const k of ["module", "exports", "require"]) Object.defineProperty(globalThis, k, { enumerable: false });
    for (const k of Object.keys(internal.builtinNames)) {
      if (k.includes("/") || k.startsWith("_") || k in globalThis || ["sys", "module", "test"].includes(k)) continue;
      Object.defineProperty(globalThis, k, {
        get: () => internal.builtin(k),
        set: (v) => Object.defineProperty(globalThis, k, { value: v, writable: true, configurable: true }),
        configurable: true,
        enumerable: false,
      });
    }
    let last;
    let lastError;
    let fixedUnderscore = false;
    Object.defineProperty(globalThis, "_", {
      get: () => last,
      set(v) {
        if (!fixedUnderscore) out.write("Expression assignment to _ now disabled.\n");
        fixedUnderscore = true;
        last = v;
      },
      configurable: true,
    });
    Object.defineProperty(globalThis, "_error", { get: () => lastError, configurable: true });
    const rl = readline.createInterface({ input: process.stdin, output: out, prompt: "> ", historySize: 1000 });
    let buffer = "";
    let interrupted = false;
    let number = 0;
    let editor;
    let left = false;
    const show = (v) =>
      out.write(`${inspect(v, { colors: out.isTTY && out.getColorDepth() > 2, showProxy: true, breakLength: 80 })}\n`);
    const fail = (e) => {
      errors.fix(e);
      lastError = e;
      if (e && typeof e === "object" && internal.types.isNativeError(e)) {
        const head = e.place
          ? `${errors.lineOf(e.place.file, e.place.line) || ""}\n${" ".repeat(Math.max(0, e.place.column - 1))}${"^".repeat(e.width ?? 1)}\n\n`
          : "";
        let text = e.place
          ? `${head}${e.name === "SyntaxError" ? "Uncaught SyntaxError" : e.name}: ${e.message}`
          : `Uncaught ${inspect(e)}`;
        text = text
          .split("\n")
          .filter((l) => !/^ {4}at .*(?:node:internal|\(node:)/.test(l))
          .join("\n");
        if (!/\n {4}at /.test(text.replace(/\n {4}at REPL\d+:\d+:\d+/, "")))
          text = text.replace(/\n {4}at REPL\d+:\d+:\d+/g, "").replace(/^Uncaught \[([\s\S]*)\]$/, "Uncaught $1");
        text = text
          .replace(/^Uncaught ((?:\w+)?Error(?::[^\n]*)?)$/, "Uncaught $1")
          .replace(/^Uncaught \[(.*)\]$/s, "Uncaught $1");
        if (/^Uncaught (?:\w*Error): /.test(text) && !text.includes("\n") && !e.place)
          text = text.replace(/^Uncaught (\w*Error): /, "Uncaught $1: ");
        out.write(`${text}\n`);
      } else out.write(`Uncaught ${inspect(e)}\n`);
    };
    const prompt = () => {
      rl.setPrompt(buffer ? "... " : "> ");
      rl.prompt();
    };
    internal.replUncaught = (e) => {
      fail(e);
      prompt();
    };
    process.on("uncaughtException", internal.replUncaught);

    const evaluate = (text) => {
      const name = `REPL${++number}`;
      const awaiting = /\bawait\b/.test(text) && !/\bfunction\b|=>/.test(text);
      let code = text;
      // An object literal, not a block.
      if (/^\s*\{/.test(text) && !/;\s*$/.test(text)) {
        try {
          internal.compile(`(()=>(${text.trim()}\n))`, name);
          code = `(${text.trim()}\n)`;
        } catch {}
      }
      code = code
        .replace(/^(\s*)(?:let|const)\s/gm, depthZero(code) ? "$1var " : "$&")
        .replace(/^(\s*)class\s+([\w$]+)/, "$1var $2 = class $2");
      if (awaiting) {
        const m = /^\s*var\s+([\w$]+)\s*=\s*([\s\S]*?);?\s*$/.exec(code);
        code = m
          ? `(async () => { globalThis.${m[1]} = ${m[2]}; })()`
          : `(async () => (${code.replace(/;\s*$/, "")}\n))()`;
      }
      const instrumented = internal.instrument(code, name);
      const { text: made, insertions } = instrumented.plain || instrumented;
      errors.addSource(name, text, 0, insertions);
      return {
        value: internal.compile(made, name),
        awaiting,
        declared: /^\s*(?:var|let|const|class)\s/.test(text),
        name,
      };
    };
    const said = [];
    /** Ctrl-D in editor mode: all that was typed is one input. */
    rl.onEnd = () => {
      if (!editor) return false;
      const text = [...editor, rl.line].join("\n");
      editor = undefined;
      rl.line = "";
      rl.cursor = 0;
      out.write("\r\n");
      rl.emit("line", text);
      return true;
    };
    const depthZero = (code) => !/^\s*(?:for|while|if|function|class)\b/.test(code);

    rl.on("line", (line) => {
      interrupted = false;
      if (editor) {
        editor.push(line);
        return;
      }
      said.push(line);
      const command = !buffer && /^\.(\w+)\s*(.*)$/.exec(line.trim());
      if (command && !/^\.\d/.test(line.trim())) {
        switch (command[1]) {
          case "exit":
            left = true;
            rl.close();
            return;
          case "help":
            out.write(HELP);
            break;
          case "break":
          case "clear":
            buffer = "";
            break;
          case "load":
            try {
              const { value } = evaluate(internal.readText(internal.require("path").resolve(command[2])));
              show(value);
            } catch {
              out.write(`Failed to load: ${command[2]}\n`);
            }
            break;
          case "editor":
            if (!rl.terminal) break;
            editor = [];
            out.write("// Entering editor mode (Ctrl+D to finish, Ctrl+C to cancel)\n");
            rl.setPrompt("");
            return;
          case "save":
            try {
              internal.require("fs").writeFileSync(command[2], `${said.join("\n")}\n`);
              out.write(`Session saved to: ${command[2]}\n`);
            } catch {
              out.write(`Failed to save: ${command[2]}\n`);
            }
            break;
          default:
            out.write("Invalid REPL keyword\n");
        }
        prompt();
        return;
      }
      const text = buffer ? `${buffer}\n${line}` : line;
      if (/^\s*\.break$/.test(line)) {
        buffer = "";
        prompt();
        return;
      }
      if (!text.trim()) {
        prompt();
        return;
      }
      try {
        const { value, awaiting, declared } = evaluate(text);
        buffer = "";
        if (awaiting && value && typeof value.then === "function") {
          value.then(
            (v) => {
              const shown = declared ? undefined : v;
              if (!fixedUnderscore) last = shown;
              show(shown);
              prompt();
            },
            (e) => {
              fail(e);
              prompt();
            },
          );
          return;
        }
        if (!fixedUnderscore) last = value;
        show(value);
      } catch (e) {
        if (e === internal.exitSentinel) throw e;
        const d = e && typeof e === "object" ? Object.getOwnPropertyDescriptor(e, "stack") : undefined;
        const own =
          e && e.name === "SyntaxError" && d && typeof d.value === "string" && /^\s+at REPL\d+:\d+:\d+\n/.test(d.value);
        if (own && incomplete(e, text)) {
          buffer = text;
          prompt();
          return;
        }
        buffer = "";
        fail(own ? internal.syntax(e, `REPL${number}`, "eval") : e);
      }
      prompt();
    });
    rl.on("SIGINT", () => {
      if (editor) {
        editor = undefined;
        rl.line = "";
        rl.cursor = 0;
        out.write("\r\n");
        prompt();
        return;
      }
      if (rl.line || buffer) {
        rl.line = "";
        rl.cursor = 0;
        buffer = "";
        interrupted = false;
        out.write("\r\n");
        prompt();
        return;
      }
      if (interrupted) {
        out.write("\r\n");
        rl.close();
        return;
      }
      interrupted = true;
      out.write("\r\n(To exit, press Ctrl+C again or Ctrl+D or type .exit)\n");
      prompt();
    });
    rl.on("close", () => {
      if (!interrupted && !left && rl.terminal) out.write("\r\n");
      process.exit();
    });
    prompt();
  };
}

/** `repl`: starting one's own is not simulated. */
export function guestRepl(exports) {
  exports.start = () => {
    throw new Error("drydock: repl.start is not simulated");
  };
  exports.builtinModules = [];
}
