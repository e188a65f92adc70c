import { SystemError } from "../../api/errors.ts";
import type { ProgressMessage } from "../../api/progress.ts";
import { humanSize } from "../../std/size.ts";
import { CliError } from "../command.ts";
import type { Host, Output } from "../host.ts";

/**
 * Draws the messages of pull, push, load and import as the real client does. Without a terminal each message is a line and
 * those that only say how far it is are left out. On a terminal each id has a line of its own, which is redrawn in place;
 * a message without progress starts a new block. An error message ends the drawing and is thrown.
 */
export async function drawProgress(
  host: Host,
  out: Output,
  messages: AsyncIterable<ProgressMessage>,
  onAux: (aux: unknown) => void = () => {},
): Promise<void> {
  const tty = out.isTerminal;
  let lines = new Map<string, number>();
  for await (const message of messages) {
    if (message.aux !== undefined) {
      onAux(message.aux);
      continue;
    }
    if (message.error !== undefined || message.errorDetail) {
      throw new CliError(message.errorDetail?.message ?? message.error ?? "", 1);
    }
    let text = "";
    let up = 0;
    if (message.id !== undefined && message.progressDetail) {
      let line = lines.get(message.id);
      if (line === undefined) {
        line = lines.size;
        lines.set(message.id, line);
        if (tty) text += "\n";
      }
      up = lines.size - line;
      if (tty) text += `\x1b[${up}A`;
    } else lines = new Map();
    const columns = host.terminal?.size().columns ?? 200;
    const bar = message.progressDetail ? progressBar(message.progressDetail, columns) : "";
    if (!tty && bar !== "") continue;
    text += tty ? onTerminal(message, bar) : plainLine(message);
    if (tty && up > 0) text += `\x1b[${up}B`;
    await out.print(text);
  }
}

/** Reads the messages to their end without drawing; an error message is thrown. */
export async function drainProgress(messages: AsyncIterable<ProgressMessage>): Promise<void> {
  for await (const message of messages) {
    if (message.error !== undefined || message.errorDetail) {
      throw new SystemError(message.errorDetail?.message ?? message.error ?? "");
    }
  }
}

function plainLine(message: ProgressMessage): string {
  const id = message.id === undefined ? "" : `${message.id}: `;
  return message.stream !== undefined ? id + message.stream : `${id}${message.status ?? ""}\n`;
}

function onTerminal(message: ProgressMessage, bar: string): string {
  if (!message.progressDetail || message.stream !== undefined) return plainLine(message);
  const id = message.id === undefined ? "" : `${message.id}: `;
  return `\x1b[2K\r${id}${message.status ?? ""} ${bar}\r`;
}

/** `[=====>     ]  12.58MB/51.68MB`; without the bar where the terminal has 110 columns or less. */
function progressBar(detail: NonNullable<ProgressMessage["progressDetail"]>, columns: number): string {
  const { current = 0, total = 0, units = "" } = detail;
  if (current <= 0 && total <= 0) return "";
  const size = humanSize(current).padStart(8);
  if (total <= 0) return units === "" ? size : `${current} ${units}`;
  const half = Math.min(50, Math.trunc(Math.trunc((current / total) * 100) / 2));
  const bar = columns > 110 ? `[${"=".repeat(half)}>${" ".repeat(50 - half)}] ` : "";
  if (units !== "") return `${bar}${current > total ? current : `${current}/${total}`} ${units}`;
  return bar + (current > total ? size : `${size}/${humanSize(total)}`);
}
