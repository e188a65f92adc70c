import type { Command } from "../../command.ts";
import { loadConfig } from "../../config/config.ts";
import {
  contextMeta,
  currentContext,
  DEFAULT_CONTEXT,
  defaultEndpoint,
  metaFolder,
  readContext,
} from "../../config/contexts.ts";
import { ANY, mapOf, STRING, struct } from "../../format/go/value.ts";
import { inspectEach } from "../../format/inspect.ts";
import { flagTable } from "../../grammar/table.ts";
import { completeContexts } from "./complete.ts";

/** `docker context inspect`. */
export const contextInspect: Command = {
  name: "inspect",
  usage: "[OPTIONS] [CONTEXT] [CONTEXT...]",
  short: "Show contexts in detail",
  args: { kind: "any" },

  flags: flagTable(`
    -f, --format string | @template
  `),
  complete: completeContexts(true),
  run(context) {
    const { args, flags, globals, host } = context;
    const config = loadConfig(host, globals);
    const names = args.length ? args : [currentContext(host, globals, config)];
    return inspectEach(context, names, flags.string("format"), async (name) => {
      const isDefault = name === DEFAULT_CONTEXT;
      const stored = isDefault
        ? { name, description: "", endpoint: defaultEndpoint(host, globals) }
        : readContext(host, config, name);
      const Storage = isDefault
        ? { MetadataPath: "\u003cIN MEMORY\u003e", TLSPath: "\u003cIN MEMORY\u003e" }
        : { MetadataPath: metaFolder(config, name), TLSPath: metaFolder(config, name, "tls") };
      return { type: CONTEXT, value: { ...contextMeta(stored), TLSMaterial: {}, Storage }, fallback: false };
    });
  },
};

const CONTEXT = struct("context.contextWithTLSListing", {
  "...Metadata": struct("store.Metadata", { Name: STRING, Metadata: ANY, Endpoints: mapOf(ANY) }),
  TLSMaterial: mapOf(ANY),
  Storage: struct("store.StorageInfo", { MetadataPath: STRING, TLSPath: STRING }),
});
