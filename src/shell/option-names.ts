/** The letters of `set`, and the names that they stand for. */
export const SET_LETTERS: Readonly<Record<string, string>> = {
  a: "allexport",
  b: "notify",
  B: "braceexpand",
  C: "noclobber",
  e: "errexit",
  E: "errtrace",
  f: "noglob",
  h: "hashall",
  H: "histexpand",
  m: "monitor",
  n: "noexec",
  P: "physical",
  T: "functrace",
  u: "nounset",
  v: "verbose",
  x: "xtrace",
};

/** What `shopt` has on at the start. */
export const SHOPT_DEFAULTS =
  "checkwinsize cmdhist complete_fullquote extquote force_fignore globasciiranges globskipdots hostcomplete interactive_comments patsub_replacement progcomp promptvars sourcepath".split(
    " ",
  );
