import { BASH_VERSION } from "./create.ts";
import type { Dialect } from "./shell.ts";

/** What a shell prints about how it was called: an error of its options, its version, its help. */
export function invocationText(dialect: Dialect, name: string, what: InvocationText): string {
  switch (what.kind) {
    case "option name":
      return optionName(dialect, name, what.value);
    case "unknown option":
      return unknown(dialect, name, what.option, what.argument);
    case "no command":
      return dialect === "bash"
        ? `${name}: -c: option requires an argument\n`
        : `${name}: ${dialect === "dash" ? "0: " : ""}-c requires an argument\n`;
    case "long option":
      return `bash: ${what.value}: invalid option\n${USAGE}`;
    case "not simulated":
      return `drydock: bash ${what.value} is not simulated\n`;
    case "version":
      return `GNU bash, version ${BASH_VERSION} (x86_64-pc-linux-gnu)\nCopyright (C) 2022 Free Software Foundation, Inc.\nLicense GPLv3+: GNU GPL version 3 or later <http://gnu.org/licenses/gpl.html>\n\nThis is free software; you are free to change and redistribute it.\nThere is NO WARRANTY, to the extent permitted by law.\n`;
    case "help":
      return `GNU bash, version ${BASH_VERSION}-(x86_64-pc-linux-gnu)\n${USAGE}`;
  }
}

export type InvocationText =
  | { readonly kind: "option name" | "long option" | "not simulated"; readonly value: string }
  | { readonly kind: "unknown option"; readonly option: string; readonly argument: string }
  | { readonly kind: "no command" | "version" | "help" };

function optionName(dialect: Dialect, name: string, value: string): string {
  if (dialect === "bash") return `${name}: line 0: ${name}: ${value}: invalid option name\n`;
  return dialect === "dash" ? `${name}: 0: Illegal option -o ${value}\n` : `${name}: illegal option -o ${value}\n`;
}

function unknown(dialect: Dialect, name: string, option: string, arg: string): string {
  if (dialect === "bash") return `${name}: ${option}: invalid option\n${USAGE}`;
  if (dialect === "dash") return `${name}: 0: Illegal option ${option}\n`;
  return arg.startsWith("--") ? `${name}: bad option '${arg}'\n` : `${name}: illegal option ${option}\n`;
}

const LONG =
  "debug debugger dump-po-strings dump-strings help init-file login noediting noprofile norc posix pretty-print rcfile restricted verbose version";

const USAGE = `Usage:\tbash [GNU long option] [option] ...
\tbash [GNU long option] [option] script-file ...
GNU long options:
${LONG.split(" ")
  .map((o) => `\t--${o}\n`)
  .join("")}Shell options:
\t-ilrsD or -c command or -O shopt_option\t\t(invocation only)
\t-abefhkmnptuvxBCEHPT or -o option
`;
