import { expect, test } from "vitest";
import type { Command } from "../command.ts";
import type { Host } from "../host.ts";
import { rootCommand } from "./tree.ts";

const host = { env: new Map() } as unknown as Host;
const facts = ({ name, short, group, hidden, plugin, subcommands }: Command) => ({
  name,
  short,
  group,
  hidden,
  plugin,
  noun: subcommands !== undefined,
});

test.each(rootCommand(host).subcommands ?? [])("docker $name is listed as it describes itself", async (listed) => {
  const whole = await listed.load?.();
  expect(whole && facts(whole)).toEqual(facts(listed));
  expect(whole?.load).toBeUndefined();
});
