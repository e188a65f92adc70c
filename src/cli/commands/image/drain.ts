import type { ProgressMessage } from "../../../api/progress.ts";
import { CliError } from "../../command.ts";

/** Reads messages to their end without drawing any; an error among them is thrown. */
export async function drain(
  messages: AsyncIterable<ProgressMessage>,
  each: (message: ProgressMessage) => void = () => {},
): Promise<void> {
  for await (const message of messages) {
    if (message.error !== undefined || message.errorDetail) {
      throw new CliError(message.errorDetail?.message ?? message.error ?? "");
    }
    each(message);
  }
}
