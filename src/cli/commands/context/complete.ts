import type { Completer } from "../../command.ts";
import { DIRECTIVE } from "../../complete/objects.ts";
import { loadConfig } from "../../config/config.ts";
import { currentContext, DEFAULT_CONTEXT, listContexts } from "../../config/contexts.ts";

/** Contexts by name, the current one marked; with `many` those not given yet. */
export function completeContexts(many = false): Completer {
  return async ({ args, globals, host }) => {
    const config = loadConfig(host, globals);
    const names = [...listContexts(host, config).map((c) => c.name), DEFAULT_CONTEXT];
    const current = currentContext(host, globals, config);
    const left = many ? names.filter((n) => !args.includes(n)) : args.length ? [] : names;
    return {
      candidates: left.map((value) => (value === current ? { value, description: "current" } : { value })),
      directive: DIRECTIVE.noFiles,
    };
  };
}
