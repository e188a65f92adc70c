import { addSystemAccount } from "./accounts.ts";
import type { Kitchen, Recipe } from "./recipe.ts";

/** An image that is a base and a program or two of its own: what its topmost layers bring. */
export interface Simple {
  /** Absolute paths of programs. */
  readonly programs: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  /** Scripts by path. */
  readonly scripts?: Readonly<Record<string, string>>;
  readonly folders?: readonly string[];
  readonly account?: readonly [name: string, id: number];
  /** The history line of the layer that brings it. */
  readonly on?: RegExp;
}

export function simple({
  programs,
  files = {},
  scripts = {},
  folders = [],
  account,
  on = /^RUN|^COPY|^ADD/,
}: Simple): Recipe {
  return [
    {
      on,
      apply: (k: Kitchen) => {
        if (account) {
          if (k.editor.get("/etc/passwd")) addSystemAccount(k, ...account);
          else
            k.text(
              "/etc/passwd",
              `root:x:0:0:root:/root:/sbin/nologin\n${account[0]}:x:${account[1]}:${account[1]}::/:/sbin/nologin\n`,
            );
        }
        for (const path of programs) k.program(path);
        for (const [path, text] of Object.entries(files)) k.text(path, text);
        for (const [path, text] of Object.entries(scripts)) k.script(path, text);
        for (const path of folders) k.folder(path);
      },
    },
  ];
}

/** An entry point that puts the program in front of flags. */
export function flagsFor(program: string): string {
  return `#!/bin/sh
set -e
if [ "\${1#-}" != "$1" ]; then
  set -- ${program} "$@"
fi
exec "$@"
`;
}

/** An entry point that puts the program in front of whatever is no command. */
export function subcommandsOf(program: string): string {
  return `#!/bin/sh
set -e
if ! command -v "$1" > /dev/null; then
  set -- ${program} "$@"
fi
exec "$@"
`;
}
