import type { Command } from "../../command.ts";
import { notSimulated } from "../not-simulated.ts";
import { completeContexts } from "./complete.ts";
import { contextCreate } from "./create.ts";
import { contextInspect } from "./inspect.ts";
import { contextLs } from "./ls.ts";
import { contextRm } from "./rm.ts";
import { contextShow } from "./show.ts";
import { contextUpdate } from "./update.ts";
import { contextUse } from "./use.ts";

const contextExport: Command = {
  name: "export",
  usage: "[OPTIONS] CONTEXT [FILE|-]",
  short: "Write a context to a tar archive or to stdout",
  args: { kind: "range", min: 1, max: 2 },

  flags: [],
  complete: completeContexts(),
  run: notSimulated("docker context export"),
};

const contextImport: Command = {
  name: "import",
  usage: "CONTEXT FILE|-",
  short: "Read a context from a tar or zip archive",
  args: { kind: "exact", count: 2 },

  flags: [],
  run: notSimulated("docker context import"),
};

/** `docker context`. */
export const contextNoun: Command = {
  name: "context",
  usage: "",
  short: "Manage contexts",
  flags: [],
  args: { kind: "none" },
  subcommands: [
    contextCreate,
    contextExport,
    contextImport,
    contextInspect,
    contextLs,
    contextRm,
    contextShow,
    contextUpdate,
    contextUse,
  ],
};
