import type { Facts } from "../facts.ts";
import { bulk, map, named, type Reply } from "../resp.ts";

/** COMMAND DOCS for a command: since when there is it, and its group. */
export function described(f: Facts, subcommands: readonly Facts[]): Reply {
  return named([
    ["since", bulk(f.since)],
    ["group", bulk(f.group)],
    ...(subcommands.length
      ? [
          [
            "subcommands",
            map(subcommands.flatMap((one) => [bulk(one.name.replace(" ", "|")), described(one, [])])),
          ] as const,
        ]
      : []),
  ]);
}
