/** Usage lines of bash's builtins, behind the name. */
const USAGE: Readonly<Record<string, string>> = {
  alias: "[-p] [name[=value] ... ]",
  bg: "[job_spec ...]",
  builtin: "[shell-builtin [arg ...]]",
  cd: "[-L|[-P [-e]] [-@]] [dir]",
  command: "[-pVv] command [arg ...]",
  declare: "[-aAfFgiIlnrtux] [name[=value] ...] or declare -p [-aAfFilnrtux] [name ...]",
  dirs: "[-clpv] [+N] [-N]",
  disown: "[-h] [-ar] [jobspec ... | pid ...]",
  exec: "[-cl] [-a name] [command [argument ...]] [redirection ...]",
  export: "[-fn] [name[=value] ...] or export -p",
  fg: "[job_spec]",
  getopts: "optstring name [arg ...]",
  hash: "[-lr] [-p pathname] [-dt] [name ...]",
  history: "[-c] [-d offset] [n] or history -anrw [filename] or history -ps arg [arg...]",
  jobs: "[-lnprs] [jobspec ...] or jobs -x command [args]",
  kill: "[-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]",
  local: "[option] name[=value] ...",
  mapfile: "[-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] [array]",
  popd: "[-n] [+N | -N]",
  printf: "[-v var] format [arguments]",
  pushd: "[-n] [+N | -N | dir]",
  pwd: "[-LP]",
  read: "[-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...]",
  readarray: "[-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] [array]",
  readonly: "[-aAf] [name[=value] ...] or readonly -p",
  set: "[-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]",
  shopt: "[-pqsu] [-o] [optname ...]",
  trap: "[-lp] [[arg] signal_spec ...]",
  type: "[-afptP] name [name ...]",
  typeset: "[-aAfFgiIlnrtux] name[=value] ... or typeset -p [-aAfFilnrtux] [name ...]",
  ulimit: "[-SHabcdefiklmnpqrstuvxPRT] [limit]",
  umask: "[-p] [-S] [mode]",
  unalias: "[-a] name [name ...]",
  unset: "[-f] [-v] [-n] [name ...]",
  wait: "[-fn] [-p var] [id ...]",
};

/** `name: usage: name ...`. */
export function usageLine(name: string): string {
  return `${name}: usage: ${name} ${USAGE[name] ?? ""}`.trimEnd();
}
