import type { Command } from "../command.ts";
import type { Host } from "../host.ts";
import { rootOf } from "./root.ts";

/** Every command, as `docker --help` lists them. */
export function rootCommand(host: Host): Command {
  return rootOf(host.env.get("HOME") ?? "", COMMANDS);
}

const COMMANDS: readonly Command[] = [];
