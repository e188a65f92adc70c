import { NotModified, NotSimulated } from "../../../api/errors.ts";
import type { CommandContext } from "../../command.ts";
import { joinErrors } from "../../errors.ts";
import { objectName } from "../../object-name.ts";

/** As many containers at once as the real client asks for. */
const AT_ONCE = 50;

export function containerName(typed: string): string {
  return objectName("container", typed);
}

/** What is already as asked for counts as done. */
export async function unlessDone(call: Promise<void>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof NotModified)) throw error;
  }
}

type Outcome = { readonly ok: true } | { readonly ok: false; readonly error: unknown };

/**
 * Asks for all containers at once and prints the name of each that it went well for, in the order of the arguments, as soon
 * as those before it are done. All errors come last; with one of them the status is 1. `tolerate` prints an error at once
 * and does not count it.
 */
export async function allAtOnce(
  context: CommandContext,
  act: (name: string) => Promise<void>,
  tolerate: (error: unknown) => string | undefined = () => undefined,
): Promise<number> {
  const { args, host } = context;
  const errors: unknown[] = [];
  for (let start = 0; start < args.length; start += AT_ONCE) {
    const batch = args.slice(start, start + AT_ONCE);
    const threads = batch.map((name) => host.thread(() => outcomeOf(() => act(name))));
    for (const [i, thread] of threads.entries()) {
      const outcome = await thread.join();
      if (outcome.ok) await host.stdout.print(`${batch[i]}\n`);
      else {
        const text = tolerate(outcome.error);
        if (text === undefined) errors.push(outcome.error);
        else await host.stderr.print(`${text}\n`);
      }
    }
  }
  return finish(errors);
}

/** The same one after the other. `act` gives what is printed for a container. */
export async function oneByOne(context: CommandContext, act: (name: string) => Promise<string>): Promise<number> {
  const errors: unknown[] = [];
  for (const name of context.args) {
    const outcome = await outcomeOf(async () => {
      await context.host.stdout.print(`${await act(name)}\n`);
    });
    if (!outcome.ok) errors.push(outcome.error);
  }
  return finish(errors);
}

async function outcomeOf(act: () => Promise<void>): Promise<Outcome> {
  try {
    await act();
    return { ok: true };
  } catch (error) {
    return { ok: false, error };
  }
}

function finish(errors: readonly unknown[]): number {
  const notSimulated = errors.find((e) => e instanceof NotSimulated);
  if (notSimulated && errors.length === 1) throw notSimulated;
  if (errors.length > 0) throw joinErrors(errors);
  return 0;
}
