import { createTextDecoder } from "../std/text.ts";
import type { Host } from "./host.ts";

/** SIGINT and SIGTERM. */
export const TERMINATIONS = [2, 15];

/** Asks on stdout and reads a line of stdin; only `y` or `Y` is a yes. A signal that would end the client is a no. */
export async function confirm(host: Host, question: string): Promise<boolean> {
  await host.stdout.print(`${question} [y/N] `);
  const reading = host.thread(() => readLine(host));
  let left = false;
  const leave = () => {
    left = true;
    reading.cancel();
  };
  const undo = TERMINATIONS.map((signal) => host.onSignal(signal, leave));
  try {
    const answer = await reading.join();
    return answer.trim().toLowerCase() === "y";
  } catch (error) {
    if (!left) throw error;
    await host.stdout.print("\n");
    return false;
  } finally {
    for (const fn of undo) fn();
  }
}

/** One line of stdin without its end; what there is when stdin ends first. */
export async function readLine(host: Host): Promise<string> {
  const decoder = createTextDecoder();
  let text = "";
  for (;;) {
    const chunk = await host.stdin.read();
    text += decoder.push(chunk);
    const end = text.search(/[\r\n]/);
    if (end >= 0) return text.slice(0, end);
    if (!chunk) return text;
  }
}
