import { complain } from "../messages.ts";
import { SET_LETTERS } from "../option-names.ts";
import { CommandError, type Shell } from "../shell.ts";
import type { Builtin } from "./builtin.ts";
import { print } from "./echo.ts";
import { invalidOption, parseOptions } from "./usage.ts";
import { listing } from "./variables.ts";

const BASH_NAMES =
  "allexport braceexpand emacs errexit errtrace functrace hashall histexpand history ignoreeof interactive-comments keyword monitor noclobber noexec noglob nolog notify nounset onecmd physical pipefail posix privileged verbose vi xtrace".split(
    " ",
  );
const DASH_NAMES =
  "errexit noglob ignoreeof interactive monitor noexec stdin xtrace verbose vi emacs noclobber allexport notify nounset privileged nolog pipefail debug".split(
    " ",
  );
const ASH_NAMES =
  "errexit noglob ignoreeof monitor noexec xtrace verbose noclobber allexport notify nounset errtrace vi pipefail".split(
    " ",
  );

function optionNames(sh: Shell): readonly string[] {
  return sh.dialect === "bash" ? BASH_NAMES : sh.dialect === "dash" ? DASH_NAMES : ASH_NAMES;
}

/** Turns an option of `set -o` on or off. */
export function setOption(sh: Shell, name: string, on: boolean): void {
  if (on) sh.options.add(name);
  else sh.options.delete(name);
  if (name === "monitor" && sh.subshell === 0) sh.jobControl = on && sh.p.controllingTerminal !== undefined;
}

export const set: Builtin = async (sh, argv) => {
  if (argv.length === 1) return print(sh, listing(sh, true));
  for (let i = 1; i < argv.length; i++) {
    const arg = argv[i] ?? "";
    if (arg === "--" || arg === "-") {
      if (arg === "-") for (const name of ["xtrace", "verbose"]) setOption(sh, name, false);
      if (arg === "--" || i + 1 < argv.length) sh.positional = argv.slice(i + 1);
      return 0;
    }
    const on = arg.startsWith("-");
    if (!on && !arg.startsWith("+")) {
      sh.positional = argv.slice(i);
      return 0;
    }
    for (const letter of arg.slice(1)) {
      if (letter === "o") {
        const name = argv[i + 1];
        if (name === undefined) return print(sh, optionList(sh, on));
        i++;
        if (!optionNames(sh).includes(name)) throw unknownOption(sh, name);
        setOption(sh, name, on);
        continue;
      }
      const name = letter === "E" && sh.dialect === "dash" ? "emacs" : SET_LETTERS[letter];
      if (name === undefined || (sh.dialect !== "bash" && !optionNames(sh).includes(name)))
        throw invalidOption(sh, "set", `${arg[0]}${letter}`);
      setOption(sh, name, on);
    }
  }
  return 0;
};

function unknownOption(sh: Shell, name: string): CommandError {
  if (sh.dialect === "bash") return new CommandError(`${name}: invalid option name`, 2);
  return sh.dialect === "dash"
    ? new CommandError(`Illegal option -o ${name}`, 2)
    : new CommandError(`illegal option -o ${name}`, 1);
}

function optionList(sh: Shell, table: boolean): string {
  const lines = optionNames(sh).map((name) => {
    const on = sh.options.has(name) || (name === "interactive" && sh.interactive);
    if (!table) return `set ${on ? "-" : "+"}o ${name}\n`;
    return sh.dialect === "bash"
      ? `${name.padEnd(15)}\t${on ? "on" : "off"}\n`
      : `${name.padEnd(16)}${on ? "on" : "off"}\n`;
  });
  return (table && sh.dialect === "dash" ? "Current option settings\n" : "") + lines.join("");
}

const SHOPTS =
  "autocd assoc_expand_once cdable_vars cdspell checkhash checkjobs checkwinsize cmdhist compat31 compat32 compat40 compat41 compat42 compat43 compat44 complete_fullquote direxpand dirspell dotglob execfail expand_aliases extdebug extglob extquote failglob force_fignore globasciiranges globskipdots globstar gnu_errfmt histappend histreedit histverify hostcomplete huponexit inherit_errexit interactive_comments lastpipe lithist localvar_inherit localvar_unset login_shell mailwarn no_empty_cmd_completion nocaseglob nocasematch noexpand_translation nullglob patsub_replacement progcomp progcomp_alias promptvars restricted_shell shift_verbose sourcepath varredir_close xpg_echo".split(
    " ",
  );

export const shopt: Builtin = async (sh, argv) => {
  const { flags, rest } = parseOptions(sh, argv, "pqsuo");
  const setO = flags.has("o");
  const table = setO ? sh.options : sh.shopts;
  const known = setO ? BASH_NAMES : SHOPTS;
  const change = flags.has("s") || flags.has("u");
  const line = (name: string) => {
    const on = table.has(name);
    if (flags.has("p")) return setO ? `set ${on ? "-" : "+"}o ${name}\n` : `shopt -${on ? "s" : "u"} ${name}\n`;
    return `${name.padEnd(15)}\t${on ? "on" : "off"}\n`;
  };
  if (rest.length === 0) {
    const shown = known.filter((n) => !change || table.has(n) === flags.has("s"));
    return flags.has("q") ? 0 : print(sh, shown.map(line).join(""));
  }
  let status = 0;
  for (const name of rest) {
    if (!known.includes(name)) {
      await complain(sh, `${name}: invalid ${setO ? "option name" : "shell option name"}`, "shopt");
      status = 1;
    } else if (change) {
      if (setO) setOption(sh, name, flags.has("s"));
      else if (flags.has("s")) table.add(name);
      else table.delete(name);
    } else {
      if (!flags.has("q")) await print(sh, line(name));
      if (!table.has(name)) status = 1;
    }
  }
  return status;
};
