import { ApiError } from "../../../../api/errors.ts";
import { type Cancel, Cancelled, createCancel } from "../../../../std/cancel.ts";
import { type CommandContext, ExitStatusError } from "../../../command.ts";
import { SIGINT, SIGTERM, signalName } from "../signals.ts";

/** What becomes of the signals that the client gets while it is attached to a container. */
export interface SignalPlan {
  /** The container that they are handed on to; undefined: to none. */
  readonly proxy: string | undefined;
  /** Called at the first SIGINT or SIGTERM, in the handler. */
  readonly onTermination?: (signal: number) => void;
}

/** How many of SIGINT and SIGTERM end the client whatever it waits for. */
const FORCED_AT = 3;

/**
 * Runs `body` while signals do not end the client: they are handed on to the container, and a third SIGINT or SIGTERM
 * makes the client leave at once (`leave` is cancelled then) with a message and status 1.
 */
export async function withSignals<T>(
  context: CommandContext,
  plan: SignalPlan,
  body: (leave: Cancel) => Promise<T>,
): Promise<T> {
  const { cancel, engine, host } = context;
  const leave = createCancel(cancel);
  const sent: { join(): Promise<void> }[] = [];
  let terminations = 0;
  const { proxy } = plan;
  const handOn = async (signal: number) => {
    try {
      if (proxy !== undefined) await engine.containerKill(proxy, signalName(signal), cancel);
    } catch (error) {
      // It has ended already.
      if (!(error instanceof ApiError || error instanceof Cancelled)) throw error;
    }
  };
  const handler = (signal: number) => {
    if (signal === SIGINT || signal === SIGTERM) {
      terminations++;
      if (terminations === 1) plan.onTermination?.(signal);
      if (terminations === FORCED_AT) leave.cancel();
    }
    if (proxy !== undefined) sent.push(host.thread(() => handOn(signal)));
  };
  const undo = proxy === undefined ? bothTerminations(context, handler) : host.onAnySignal(handler);
  const forced = () => terminations >= FORCED_AT;
  try {
    const result = await body(leave.token);
    if (!forced()) {
      for (const thread of sent) await thread.join();
      return result;
    }
  } catch (error) {
    if (!forced()) throw error;
  } finally {
    undo();
  }
  await host.stderr.print("\ngot 3 SIGTERM/SIGINTs, forcefully exiting\n");
  throw new ExitStatusError(1);
}

function bothTerminations({ host }: CommandContext, handler: (signal: number) => void): () => void {
  const undo = [SIGINT, SIGTERM].map((signal) => host.onSignal(signal, handler));
  return () => {
    for (const fn of undo) fn();
  };
}
