import type { Completer } from "../../command.ts";
import { DIRECTIVE } from "../../complete/objects.ts";
import { loadConfig } from "../../config/config.ts";
import { currentContext, DEFAULT_CONTEXT, listContexts } from "../../config/contexts.ts";

/** Contexts by name, the current one `marked`; behind the first argument only with `many`, and then but those given. */
export function completeContexts(many = false, marked = true): Completer {
  return async ({ args, globals, host }) => {
    const config = loadConfig(host, globals);
    const names = [...listContexts(host, config).map((c) => c.name), DEFAULT_CONTEXT];
    const current = currentContext(host, globals, config);
    const left = many ? names.filter((name) => !args.includes(name)) : args.length === 0 ? names : [];
    return {
      candidates: left.map((value) => (marked && value === current ? { value, description: "current" } : { value })),
      directive: DIRECTIVE.noFiles,
    };
  };
}
