import type { StagedDockerfile } from "./stages.ts";
import { expand } from "./variables.ts";

/** The ARGs before the first FROM, each seeing those above it: what FROM lines may use. */
export function globalArgs(
  { metaArgs, file }: StagedDockerfile,
  buildArgs: ReadonlyMap<string, string>,
  platform: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const expansion = { get: (name: string) => values.get(name) ?? platform.get(name), escape: file.directives.escape };
  for (const instruction of metaArgs) {
    for (const { key, value } of instruction.args) {
      const given = buildArgs.get(key) ?? (value === undefined ? undefined : expand(value, expansion, instruction));
      if (given !== undefined) values.set(key, given);
    }
  }
  return values;
}
