import { alias, unalias } from "./alias.ts";
import type { Builtin } from "./builtin.ts";
import { cd, pwd } from "./directories.ts";
import { echo } from "./echo.ts";
import { exportVariables } from "./export.ts";
import { exit, no, yes } from "./leaving.ts";
import { source } from "./source.ts";
import { test } from "./test.ts";

/** The builtins that are there from the first prompt on. The others come with the interpreter. */
export const CORE: Readonly<Record<string, Builtin>> = {
  ":": yes,
  true: yes,
  false: no,
  ".": source,
  alias,
  cd,
  echo,
  exit,
  export: exportVariables,
  pwd,
  test,
  "[": test,
  unalias,
};
