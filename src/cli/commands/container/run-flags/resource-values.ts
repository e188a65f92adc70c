import type { Ulimit } from "../../../../api/container.ts";
import { parseRamBytes, SizeError } from "../../../../std/size.ts";
import { goQuote } from "../../../grammar/parse.ts";

/** What is wrong with a number of bytes. */
export function bytesError(value: string): string | undefined {
  try {
    parseRamBytes(value);
    return undefined;
  } catch (error) {
    if (error instanceof SizeError) return error.message;
    throw error;
  }
}

/** What is wrong with a value of `--memory-swap`, which may be -1. */
export function swapError(value: string): string | undefined {
  return value === "-1" ? undefined : bytesError(value);
}

/** The bytes that a flag names; 0 without it, -1 for `-1`. */
export function bytesOf(value: string): number {
  if (value === "") return 0;
  return value === "-1" ? -1 : parseRamBytes(value);
}

const BILLION = 10n ** 9n;

/** What is wrong with a value of `--cpus`: a rational number of whole billionths. */
export function cpusError(value: string): string | undefined {
  const number = rational(value);
  if (!number) return `failed to parse ${value} as a rational number`;
  return (number.over * BILLION) % number.under === 0n ? undefined : "value is too precise";
}

/** Billionths of a CPU; 0 without the flag. */
export function nanoCpus(value: string): number {
  if (value === "") return 0;
  const number = rational(value);
  return number ? Number((number.over * BILLION) / number.under) : 0;
}

/** `1.5`, `1/2`, `1e-2`. */
function rational(text: string): { readonly over: bigint; readonly under: bigint } | undefined {
  const fraction = /^([+-]?\d+)\/(\d+)$/.exec(text);
  if (fraction) {
    const under = BigInt(fraction[2] ?? "0");
    return under === 0n ? undefined : { over: BigInt((fraction[1] ?? "").replace("+", "")), under };
  }
  const decimal = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text);
  const digits = `${decimal?.[2] ?? ""}${decimal?.[3] ?? ""}`;
  if (!decimal || digits === "") return undefined;
  const shift = Number(decimal[4] ?? 0) - (decimal[3]?.length ?? 0);
  const whole = BigInt(digits) * (decimal[1] === "-" ? -1n : 1n);
  return shift < 0 ? { over: whole, under: 10n ** BigInt(-shift) } : { over: whole * 10n ** BigInt(shift), under: 1n };
}

const ULIMITS = new Set([
  "core",
  "cpu",
  "data",
  "fsize",
  "locks",
  "memlock",
  "msgqueue",
  "nice",
  "nofile",
  "nproc",
  "rss",
  "rtprio",
  "rttime",
  "sigpending",
  "stack",
]);

/** What is wrong with a value of `--ulimit`: `NAME=SOFT[:HARD]`, -1 for no limit. */
export function ulimitError(value: string): string | undefined {
  const at = value.indexOf("=");
  if (at < 0) return `invalid ulimit argument: ${value}`;
  const name = value.slice(0, at);
  if (!ULIMITS.has(name)) return `invalid ulimit type: ${name}`;
  const limits = value.slice(at + 1).split(":");
  if (limits.length > 2) {
    return `too many limit value arguments - ${value.slice(at + 1)}, can only have up to two, \`soft[:hard]\``;
  }
  for (const limit of [...limits].reverse()) {
    if (!/^[+-]?\d+$/.test(limit)) return `strconv.ParseInt: parsing ${goQuote(limit)}: invalid syntax`;
  }
  const { Soft, Hard } = parseUlimit(value);
  if (Hard === -1) return undefined;
  const rule = "ulimit soft limit must be less than or equal to hard limit:";
  if (Soft === -1) return `${rule} soft: -1 (unlimited), hard: ${Hard}`;
  return Soft > Hard ? `${rule} ${Soft} > ${Hard}` : undefined;
}

/** A value of `--ulimit` that is right. */
export function parseUlimit(value: string): Ulimit {
  const [Name = "", limits = ""] = value.split("=");
  const [soft = "", hard = soft] = limits.split(":");
  return { Name, Hard: Number(hard), Soft: Number(soft) };
}

/** What is wrong with a value of `--blkio-weight-device`: `DEVICE:WEIGHT`. */
export function weightError(value: string): string | undefined {
  const split = splitDevice(value);
  if (typeof split === "string") return split;
  const weight = Number(split.text);
  const fits = /^\d+$/.test(split.text) && (weight === 0 || (weight >= 10 && weight <= 1000));
  return fits ? undefined : `invalid weight for device: ${value}`;
}

/** What is wrong with a value of `--device-read-bps` and `--device-write-bps`: `DEVICE:BYTES`. */
export function bpsError(value: string): string | undefined {
  const split = splitDevice(value);
  if (typeof split === "string") return split;
  if (bytesError(split.text) === undefined) return undefined;
  return `invalid rate for device: ${value}. The correct format is <device-path>:<number>[<unit>]. Number must be a positive integer. Unit is optional and can be kb, mb, or gb`;
}

/** What is wrong with a value of `--device-read-iops` and `--device-write-iops`: `DEVICE:NUMBER`. */
export function iopsError(value: string): string | undefined {
  const split = splitDevice(value);
  if (typeof split === "string") return split;
  if (/^\d+$/.test(split.text)) return undefined;
  return `invalid rate for device: ${value}. The correct format is <device-path>:<number>. Number must be a positive integer`;
}

/** A device and what stands behind it; a text is what is wrong. */
export function splitDevice(value: string): { readonly path: string; readonly text: string } | string {
  const at = value.indexOf(":");
  if (at <= 0) return `bad format: ${value}`;
  if (!value.startsWith("/dev/")) return `bad format for device path: ${value}`;
  return { path: value.slice(0, at), text: value.slice(at + 1) };
}
