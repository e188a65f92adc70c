// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** The interactive interpreter. */
export function guestReplStart(exports, internal) {
  const { errors } = internal;
  const { inspect } = internal.require("inspect");
  const { asynchronous, goesOn, isOfText, lexicalNames } = internal.require("repl_code");
  const { shown } = internal.require("repl_errors");
  const { createInterface } = internal.require("readline");
  const BREAK_LENGTH = 80;

  exports.start = () => {
    const out = process.stdout;
    const write = (text) => out.write(text);
    write(`Welcome to Node.js ${internal.options.version}.\nType ".help" for more information.\n`);
    const names = internal.require("repl_globals").install(write);
    const colors = Boolean(out.isTTY && out.getColorDepth() > 2);
    const show = (value) => inspect(value, { colors, showProxy: true, breakLength: BREAK_LENGTH });
    const rl = createInterface({
      input: process.stdin,
      output: out,
      prompt: "> ",
      historySize: 1000,
      completer: internal.require("repl_complete").create(names),
    });
    internal.require("repl_preview").attach(rl, names, () => typed === "" && !editor);
    /** What of an input that goes on has been typed, and all that was, for `.save`. */
    let typed = "";
    const lines = [];
    let editor;
    let number = 0;
    /** Ctrl-C was pressed once at an empty prompt. */
    let leaving = false;
    let left = false;
    /** Lines that come while one is waited for; `stop` ends that wait. */
    let waiting;

    const prompt = () => {
      rl.setPrompt(typed ? "... " : "> ");
      rl.prompt();
    };
    const fail = (e) => {
      errors.fix(e);
      names.failed(e);
      write(shown(e, show, BREAK_LENGTH));
      typed = "";
      prompt();
    };
    const succeed = (value) => {
      typed = "";
      names.gave(value);
      write(`${show(value)}\n`);
      prompt();
    };
    internal.replUncaught = fail;
    process.on("uncaughtException", fail);

    /** Waits for what a line with `await` gives; Ctrl-C ends the wait. */
    const wait = (promise) => {
      const held = [];
      let over = false;
      const end = (then) => (value) => {
        if (over) return;
        over = true;
        waiting = undefined;
        internal.promiseIds.awaited();
        then(value);
        for (const line of held) rl.emit("line", line);
      };
      waiting = {
        held,
        stop() {
          const e = errors.nodeError(Error, "ERR_SCRIPT_EXECUTION_INTERRUPTED", INTERRUPTED);
          errors.setStackTail(e, "", `Error [${e.code}]: ${INTERRUPTED}`);
          end(fail)(e);
        },
      };
      internal.nativeThen.call(
        promise,
        end((r) => succeed(r ? r.value : undefined)),
        end(fail),
      );
    };
    const INTERRUPTED = "Script execution was interrupted by `SIGINT`";

    /** Compiles and runs a text; Ctrl-C ends it for as long. */
    function replEvaluate(code, name) {
      const instrumented = internal.instrument(code, name);
      const { text, insertions } = instrumented.plain || instrumented;
      errors.addSource(name, code, 0, insertions);
      internal.call("line.begin");
      try {
        return internal.compile(text, name);
      } finally {
        if (!internal.exiting && internal.call("line.end")) rl.emit("SIGINT");
      }
    }
    /** The forms in which a text may be meant, the likeliest first. */
    const formsOf = (text) => {
      const forms = [];
      if (/^\s*\{/.test(text) && !/;\s*$/.test(text)) forms.push({ code: `(${text.trim()})\n` });
      const followed = asynchronous(text);
      if (followed !== undefined) forms.push({ code: followed, awaits: true });
      return [...forms, { code: text }];
    };
    const evaluate = (text, line) => {
      const name = `REPL${++number}`;
      let failure;
      internal.promiseIds.line();
      if (/^\s*(?:import\b(?!\s*[(.])|export\b)/.test(text)) return fail(moduleWord(text, name));
      for (const { code, awaits } of formsOf(text)) {
        try {
          const value = replEvaluate(code, name);
          names.declare(lexicalNames(text));
          if (awaits) return wait(value);
          return succeed(value);
        } catch (e) {
          if (e === internal.exitSentinel) throw e;
          if (!isOfText(e, name)) {
            names.declare(lexicalNames(text));
            return fail(e);
          }
          failure = e;
        }
      }
      if (goesOn(failure, text, name)) {
        typed = text;
        return prompt();
      }
      if (!typed && line.trim().startsWith("npm ")) {
        write("npm should be run outside of the Node.js REPL, in your normal shell.\n(Press Ctrl+D to exit.)\n");
        return prompt();
      }
      fail(internal.syntax(failure, name, "eval"));
    };
    /** `import` and `export` stand in modules alone. */
    const moduleWord = (text, name) => {
      const [, indent, word] = /^(\s*)(\w+)/.exec(text);
      const e = new SyntaxError(
        word === "export" ? "Unexpected token 'export'" : `${NO_IMPORT}: ${dynamicImport(text)}`,
      );
      errors.addSource(name, text, 0);
      return Object.defineProperties(e, {
        place: { value: { file: name, line: indent.split("\n").length, column: indent.length + 1 } },
        width: { value: word.length },
      });
    };
    const NO_IMPORT = "Cannot use import statement inside the Node.js REPL, alternatively use dynamic import";
    const dynamicImport = (text) => {
      const m =
        /^\s*import\s*(?:([\w$]+)\s*,?\s*)?(?:\*\s*as\s+([\w$]+)|\{([^}]*)\})?\s*(?:\bfrom\s*)?(["'])(.*?)\4/.exec(
          text,
        );
      if (!m) return "";
      const names = (m[3] || "").split(",").map((n) => n.trim().replace(/\s+as\s+/, ": "));
      if (m[1]) names.unshift(`default: ${m[1]}`);
      const list = names.filter(Boolean).join(", ");
      const bound = m[2] || (list && `{ ${list} }`);
      return `${bound ? `const ${bound} = ` : ""}await import(${JSON.stringify(m[5])});`;
    };
    /** With nothing of the input's below: it may be broken off there. */
    const run = (text, line) => {
      rl.hold();
      internal.afterwards.push(() => {
        try {
          evaluate(text, line);
        } finally {
          rl.release();
        }
      });
    };
    internal.interrupted = () => {
      const e = errors.nodeError(Error, "ERR_SCRIPT_EXECUTION_INTERRUPTED", INTERRUPTED);
      // No frame of the program's is left, and none without a name: the last is the one that is not shown.
      errors.setStackTail(e, `${errors.replTail()}\n    at [_ttyWrite]`, `Error: ${INTERRUPTED}`);
      fail(e);
      rl.release();
    };

    const commands = internal.require("repl_commands").create({
      write,
      prompt,
      lines,
      clear: () => {
        typed = "";
      },
      close: () => {
        left = true;
        rl.close();
      },
      edit: () => {
        if (!rl.terminal) return;
        editor = [];
        write("// Entering editor mode (Ctrl+D to finish, Ctrl+C to cancel)\n");
        rl.setPrompt("");
      },
      load: (text) => {
        write(`${text.replace(/\n/g, "\r\n")}${rl.terminal ? "\r\n" : ""}`);
        lines.push(...text.split("\n"));
        run(text, text);
        internal.afterwards.push(prompt);
      },
    });
    /** Ctrl-D in editor mode: all that was typed is one input. */
    rl.onEnd = () => {
      if (!editor) return false;
      const text = [...editor, rl.line].join("\n");
      editor = undefined;
      rl.clearLine();
      run(text, text);
      return true;
    };
    rl.on("line", (line) => {
      leaving = false;
      if (waiting) return void waiting.held.push(line);
      if (editor) {
        lines.push(line);
        return void editor.push(line);
      }
      const word = line.trim();
      const command =
        word[0] === "." && word[1] !== "." && Number.isNaN(Number.parseFloat(word))
          ? /^\.(\S+)\s*(.*)$/.exec(word)
          : null;
      if (command && Object.hasOwn(commands, command[1])) return void commands[command[1]](command[2]);
      if (command && !typed) {
        write("Invalid REPL keyword\n");
        return prompt();
      }
      lines.push(line);
      const text = `${typed}${line}\n`;
      if (text === "\n") return prompt();
      run(text, line);
    });
    rl.on("SIGINT", () => {
      if (waiting) return waiting.stop();
      const empty = rl.line === "" && !typed && !editor;
      rl.clearLine();
      editor = undefined;
      typed = "";
      if (empty && leaving) {
        rl.close();
        return;
      }
      leaving = empty;
      if (empty) write("(To exit, press Ctrl+C again or Ctrl+D or type .exit)\n");
      prompt();
    });
    rl.on("close", () => {
      if (!leaving && !left && rl.terminal) write("\r\n");
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
