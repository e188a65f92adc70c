import type { CommandTable } from "../context.ts";
import { bits } from "./bits.ts";
import { hashes } from "./hashes.ts";
import { keys } from "./keys.ts";
import { lists } from "./lists.ts";
import { pubsub } from "./pubsub.ts";
import { serverCommands } from "./server.ts";
import { sets } from "./sets.ts";
import { strings } from "./strings.ts";
import { transactions } from "./transactions.ts";
import { zsets } from "./zsets.ts";

/** Every command by its name in lower case. */
export const allCommands: CommandTable = {
  ...strings,
  ...keys,
  ...lists,
  ...sets,
  ...hashes,
  ...zsets,
  ...transactions,
  ...pubsub,
  ...serverCommands,
  ...bits,
};
