// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** The words that begin with a dot. */
export function guestReplCommands(exports, internal) {
  const HELP = {
    break: "Sometimes you get stuck, this gets you out",
    clear: "Alias for .break",
    editor: "Enter editor mode",
    exit: "Exit the REPL",
    help: "Print this help message",
    load: "Load JS from a file into the REPL session",
    save: "Save all evaluated commands in this REPL session to a file",
  };
  const NO_FILE = 'The "file" argument must be specified\n';
  exports.names = Object.keys(HELP);

  /** `repl`: write, prompt, clear, close, edit, run, lines. Gives what each word does; each shows the next prompt itself. */
  exports.create = (repl) => {
    const fs = internal.require("fs");
    const clear = () => {
      repl.clear();
      repl.prompt();
    };
    return {
      break: clear,
      clear,
      exit: () => repl.close(),
      help() {
        for (const name of exports.names) repl.write(`.${name.padEnd(8)} ${HELP[name]}\n`);
        repl.write("\nPress Ctrl+C to abort current expression, Ctrl+D to exit the REPL\n");
        repl.prompt();
      },
      editor: () => repl.edit(),
      save(file) {
        if (!file) repl.write(NO_FILE);
        else
          try {
            fs.writeFileSync(file, repl.lines.join("\n"));
            repl.write(`Session saved to: ${file}\n`);
          } catch {
            repl.write(`Failed to save: ${file}\n`);
          }
        repl.prompt();
      },
      load(file) {
        if (!file) repl.write(NO_FILE);
        else
          try {
            if (fs.statSync(file).isFile()) return repl.load(fs.readFileSync(file, "utf8"));
            repl.write(`Failed to load: ${file} is not a valid file\n`);
          } catch (e) {
            if (e === internal.exitSentinel) throw e;
            repl.write(`Failed to load: ${file}\n`);
          }
        repl.prompt();
      },
    };
  };
}
