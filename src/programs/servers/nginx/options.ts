export interface Options {
  readonly version: "short" | "long" | undefined;
  readonly help: boolean;
  readonly test: "check" | "dump" | undefined;
  readonly quiet: boolean;
  readonly signal: string | undefined;
  readonly configFile: string;
  readonly global: string;
  readonly errorLog: string | undefined;
}

/** A command line that nginx refuses; the message without `nginx: `. */
export class BadOption extends Error {
  override readonly name = "BadOption";
}

const WANTS: Readonly<Record<string, string>> = {
  p: "directory name",
  e: "file name",
  c: "file name",
  g: "parameter",
  s: "parameter",
};

/** nginx's own way: letters may be joined, a value stands behind its letter or is the next word. */
export function parseOptions(args: readonly string[]): Options {
  const letters = new Set<string>();
  const values = new Map<string, string>();
  for (let i = 0; i < args.length; i++) {
    const word = args[i] ?? "";
    if (!word.startsWith("-")) throw new BadOption(`invalid option: "${word}"`);
    for (let at = 1; at < word.length; at++) {
      const letter = word[at] ?? "";
      if (WANTS[letter] !== undefined) {
        const value = at + 1 < word.length ? word.slice(at + 1) : args[++i];
        if (value === undefined) throw new BadOption(`option "-${letter}" requires ${WANTS[letter]}`);
        if (letter === "s" && !["stop", "quit", "reopen", "reload"].includes(value))
          throw new BadOption(`invalid option: "-s ${value}"`);
        values.set(letter, value);
        break;
      }
      if (!"?hvVtTq".includes(letter)) throw new BadOption(`invalid option: "${letter}"`);
      letters.add(letter);
    }
  }
  const help = letters.has("?") || letters.has("h");
  const file = values.get("c") ?? "/etc/nginx/nginx.conf";
  return {
    version: letters.has("V") ? "long" : letters.has("v") || help ? "short" : undefined,
    help,
    test: letters.has("T") ? "dump" : letters.has("t") ? "check" : undefined,
    quiet: letters.has("q"),
    signal: values.get("s"),
    configFile: file.startsWith("/") ? file : `/etc/nginx/${file}`,
    global: values.get("g") ?? "",
    errorLog: values.get("e"),
  };
}

export const USAGE = (debian: boolean) => `Usage: nginx [-?hvVtTq] [-s signal] [-p prefix]
             [-e filename] [-c filename] [-g directives]

Options:
  -?,-h         : show this text
  -v            : show the version
  -V            : show the version and how it was built
  -t            : check the configuration
  -T            : check the configuration and show it
  -q            : with -t, say only what is wrong
  -s signal     : tell the running master: stop, quit, reopen, reload
  -p prefix     : another prefix (default: ${debian ? "/usr/share/nginx/" : "/etc/nginx/"})
  -e filename   : another error log (default: ${debian ? "stderr" : "/var/log/nginx/error.log"})
  -c filename   : another configuration file (default: /etc/nginx/nginx.conf)
  -g directives : directives that stand in no file

`;
