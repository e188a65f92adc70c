import { createTextDecoder } from "../std/text.ts";
import type { Host } from "./host.ts";

/** Asks on stdout and reads a line of stdin; only `y` or `Y` is a yes. */
export async function confirm(host: Host, question: string): Promise<boolean> {
  await host.stdout.print(`${question} [y/N] `);
  const answer = await readLine(host);
  return answer.trim().toLowerCase() === "y";
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
