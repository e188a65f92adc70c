import { expect, test } from "vitest";
import type { Command } from "../command.ts";
import { helpText } from "./help.ts";
import { flagTable } from "./table.ts";

const verb: Command = {
  name: "pull",
  usage: "[OPTIONS] NAME",
  short: "Fetch an image",
  args: { kind: "exact", count: 1 },
  aliasPaths: ["docker image pull", "docker pull"],
  flags: flagTable(`
    -q, --quiet | Print nothing
        --policy string = missing | When to fetch the image, which is one of always, missing and never, as you like it
        --format string | @template
  `),
};
const root: Command = { name: "docker", usage: "", short: "", flags: [], args: { kind: "any" }, subcommands: [verb] };

test("help: usage, description, aliases, options sorted and wrapped one column short of the width", () => {
  expect(helpText([root, verb], 60)).toBe(`Usage:  docker pull [OPTIONS] NAME

Fetch an image

Aliases:
  docker image pull, docker pull

Options:
      --format string   How to print it:
                        'json':             As JSON
                        'TEMPLATE':         By a Go
                        template
      --policy string   When to fetch the image,
                        which is one of always,
                        missing and never, as you
                        like it (default "missing")
  -q, --quiet           Print nothing
`);
});
