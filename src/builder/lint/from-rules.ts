import type { BuildOptions } from "../../api/build.ts";
import { parseNormalized } from "../../reference/reference.ts";
import { suggestion } from "../dockerfile/flags.ts";
import { type Expansion, expandWord, WordError } from "../dockerfile/words.ts";
import { globalArgs } from "../global-args.ts";
import { PLATFORM as HOST } from "../platform.ts";
import type { StagedDockerfile } from "../stages.ts";
import { platformArgs } from "../variables.ts";
import { at, type Finding } from "./finding.ts";

const PLATFORM = platformArgs(HOST, "");

/** Variables in FROM: declared above, and with defaults that make a name. */
export function* fromVariables(staged: StagedDockerfile, options: BuildOptions): Generator<Finding> {
  const escape = staged.file.directives.escape;
  const defaults = globalArgs(staged, new Map(), PLATFORM);
  const given = globalArgs(staged, options.buildArgs, PLATFORM);
  const declared = new Set([...staged.metaArgs.flatMap((i) => i.args.map((a) => a.key)), ...PLATFORM.keys()]);
  for (const { from } of staged.stages) {
    const byDefault = quietly(from.image, { get: (n) => defaults.get(n) ?? PLATFORM.get(n), escape });
    if (
      byDefault === undefined ||
      (byDefault !== from.image.toLowerCase() && !isName(byDefault)) ||
      !isName(byDefault)
    ) {
      yield at(
        from.node,
        "InvalidDefaultArgInFrom",
        `Default value for ARG ${from.image} results in empty or invalid base image name`,
      );
    }
    const unknown = new Set<string>();
    quietly(from.image, { get: (n) => given.get(n) ?? PLATFORM.get(n), escape, onUnset: (n) => unknown.add(n) });
    for (const n of unknown) {
      if (!declared.has(n))
        yield at(
          from.node,
          "UndefinedArgInFrom",
          `FROM argument '${n}' is not declared${suggestion(n, [...declared])}`,
        );
    }
  }
}

function isName(name: string): boolean {
  try {
    parseNormalized(name);
    return true;
  } catch {
    return false;
  }
}

export function quietly(word: string, expansion: Expansion): string | undefined {
  try {
    return expandWord(word, expansion);
  } catch (e) {
    if (e instanceof WordError) return undefined;
    throw e;
  }
}
