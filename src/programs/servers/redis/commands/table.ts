import type { Commands } from "../context.ts";
import { acl } from "./acl.ts";
import { bits } from "./bits.ts";
import { clients } from "./clients.ts";
import { commandCommands } from "./command.ts";
import { geo } from "./geo.ts";
import { hashes } from "./hashes.ts";
import { hyperloglog } from "./hyperloglog.ts";
import { keys } from "./keys.ts";
import { lists } from "./lists.ts";
import { pubsub } from "./pubsub.ts";
import { scripting } from "./scripting.ts";
import { serverCommands } from "./server.ts";
import { sets } from "./sets.ts";
import { streamClaims } from "./stream-claims.ts";
import { streamGroups } from "./stream-groups.ts";
import { streamInfo } from "./stream-info.ts";
import { streams } from "./streams.ts";
import { strings } from "./strings.ts";
import { transactions } from "./transactions.ts";
import { zsets } from "./zsets.ts";

/** Every command by its name in lower case. */
export const allCommands: Commands = {
  ...strings,
  ...keys,
  ...lists,
  ...sets,
  ...hashes,
  ...zsets,
  ...streams,
  ...streamGroups,
  ...streamClaims,
  ...streamInfo,
  ...geo,
  ...hyperloglog,
  ...transactions,
  ...scripting,
  ...pubsub,
  ...clients,
  ...acl,
  ...commandCommands,
  ...serverCommands,
  ...bits,
};
