/** What is written behind `pip`. */
export interface PipOptions {
  readonly words: readonly string[];
  readonly flags: ReadonlyMap<string, string>;
  /** Of `-r`. */
  readonly files: readonly string[];
}

/** Flags that take a word of their own. */
const WITH_VALUE = new Set(
  "-i --index-url --extra-index-url --root-user-action --timeout --retries --trusted-host -f --find-links --proxy --cache-dir --progress-bar --log --format --python-version".split(
    " ",
  ),
);
const PLAIN = new Set(
  "-h --help -V --version -v --verbose -q --quiet -qq -qqq --no-input --isolated --no-color --require-virtualenv --disable-pip-version-check --no-cache-dir --no-python-version-warning -U --upgrade --no-deps --no-index --break-system-packages --prefer-binary --no-build-isolation --no-warn-script-location --no-warn-conflicts --compile --no-compile -y --yes -l --local --not-required --all --files --freeze --debug".split(
    " ",
  ),
);
/** What would do something else than is done here. */
const UNSIMULATED = new Set(
  "-t --target --prefix --root -e --editable --user -c --constraint --no-binary --only-binary --platform --dry-run --force-reinstall --ignore-installed -I --pre -o --outdated -u --uptodate --require-hashes --config-settings --report --path --exclude --src".split(
    " ",
  ),
);

/** The options; a line that says what is wrong with them. */
export function parseOptions(
  args: readonly string[],
): PipOptions | { readonly wrong: string; readonly usage: boolean } {
  const words: string[] = [];
  const flags = new Map<string, string>();
  const files: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const a = args[i] ?? "";
    const [name = "", value] = a.split(/=(.*)/s);
    if (a === "-r" || a === "--requirement") files.push(args[++i] ?? "");
    else if (a.startsWith("--requirement=") || /^-r./.test(a)) files.push(a.replace(/^(--requirement=|-r)/, ""));
    else if (!a.startsWith("-") || a === "-") words.push(a);
    else if (UNSIMULATED.has(name)) return { wrong: `drydock: pip ${name} is not simulated`, usage: false };
    else if (WITH_VALUE.has(name)) {
      if (value === undefined && args[i + 1] === undefined)
        return { wrong: `${name} option requires 1 argument`, usage: true };
      flags.set(name, value ?? args[++i] ?? "");
    } else if (PLAIN.has(name)) flags.set(name, value ?? "");
    else return { wrong: `no such option: ${name}`, usage: true };
  }
  return { words, flags, files };
}

const USAGE: Readonly<Record<string, readonly string[]>> = {
  install: [
    "[options] <requirement specifier> [package-index-options] ...",
    "[options] -r <requirements file> [package-index-options] ...",
    "[options] [-e] <vcs project url> ...",
    "[options] [-e] <local project path> ...",
    "[options] <archive url/path> ...",
  ],
  uninstall: ["[options] <package> ...", "[options] -r <requirements file> ..."],
  list: ["[options]"],
  freeze: ["[options]"],
  check: ["[options]"],
  show: ["[options] <package> ..."],
};

/** `Usage:` with a line for each way of calling. */
export function usage(verb: string | undefined): string {
  const own = USAGE[verb ?? ""];
  const lines = own ?? ["<command> [options]"];
  return `\nUsage:   \n${lines.map((l) => `  pip ${own ? `${verb} ` : ""}${l}\n`).join("")}`;
}

const HELP = `
Commands:
  install                     Put packages in.
  uninstall                   Take packages away.
  freeze                      What is installed, in the form of a requirements file.
  list                        What is installed.
  show                        About packages that are installed.
  check                       Whether installed packages have what they need.
  cache                       The folder of pip's cache.

General Options:
  -V, --version               Show version and exit.
  -q, --quiet                 Give less output.
  --no-cache-dir              Disable the cache.
  --disable-pip-version-check
                              Do not ask for a newer pip.
`;

export const help = `${usage(undefined)}${HELP}`;
