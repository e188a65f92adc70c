import type { Process } from "../../../kernel/process.ts";
import { toBase64 } from "../../../std/base64.ts";
import { rfc3339Nano } from "../../../std/time.ts";

/** `2026-11-24 14:16:33+00:00 [Note] [Entrypoint]: text`, as the image's entry point says it. */
export async function entrypointLog(p: Process, level: "Note" | "Warn" | "ERROR", text: string): Promise<void> {
  const time = rfc3339Nano(Math.floor(p.now() / 1_000_000) * 1_000_000)
    .replace("T", " ")
    .replace("Z", "+00:00");
  await p.write(level === "ERROR" ? 2 : 1, `${time} [${level}] [Entrypoint]: ${text}\n`);
}

/** `2026-11-24T14:16:33.123456Z 0 [System] [MY-010116] [Server] text`, as MySQL logs. */
export async function serverLog(
  p: Process,
  level: string,
  code: string,
  text: string,
  part = "Server",
  thread = 0,
): Promise<void> {
  await p.write(2, `${stamp(p)} ${thread} [${level}] [${code}] [${part}] ${text}\n`);
}

/** `2026-11-24  4:16:33 0 [Note] text`, as MariaDB logs: with the number of the connection. */
export async function mariaLog(p: Process, level: string, text: string, thread = 0): Promise<void> {
  await p.write(2, `${mariaStamp(p)} ${thread} [${level}] ${text}\n`);
}

/** MariaDB's time: the hour has no zero before it. */
export function mariaStamp(p: Process): string {
  return stamp(p).slice(0, 19).replace("T", " ").replace(" 0", "  ");
}

/** The bytes that hex digits stand for, in base64. */
export function base64Of(hex: string): string {
  return toBase64(
    Uint8Array.from({ length: hex.length / 2 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16)),
  );
}

function stamp(p: Process): string {
  const iso = new Date(Math.floor(p.now() / 1000)).toISOString();
  return `${iso.slice(0, 19)}.${String(p.now() % 1_000_000).padStart(6, "0")}Z`;
}
