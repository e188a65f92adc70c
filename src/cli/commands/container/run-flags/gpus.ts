import { keyValues } from "../../../key-values.ts";
import { CsvError, csvRecord } from "../../../lib/csv.ts";

/** A request for devices, as the API has it. Count -1: all. */
export interface DeviceRequest {
  readonly Driver: string;
  readonly Count: number;
  readonly DeviceIDs: readonly string[] | null;
  readonly Capabilities: readonly (readonly string[])[];
  readonly Options: Readonly<Record<string, string>>;
}

class GpuError extends Error {
  override readonly name = "GpuError";
}

/** Reads a value of `--gpus`: a count or `all`, or a CSV record of `driver`, `count`, `device`, `capabilities`, `options`. */
export function parseGpus(value: string): DeviceRequest {
  const seen = new Set<string>();
  let request: DeviceRequest = { Driver: "", Count: 0, DeviceIDs: null, Capabilities: [["gpu"]], Options: {} };
  for (const field of csvRecord(value)) {
    const at = field.indexOf("=");
    const key = at < 0 ? field : field.slice(0, at);
    const text = at < 0 ? key : field.slice(at + 1);
    if (seen.has(key)) throw new GpuError(`gpu request key '${key}' can be specified only once`);
    seen.add(key);
    if (at < 0) seen.add("count");
    request = { ...request, ...readField(at < 0 ? "count" : key, text, field) };
  }
  return seen.has("count") || request.DeviceIDs ? request : { ...request, Count: 1 };
}

/** What `--gpus` checks of a value. */
export function gpuError(value: string): string | undefined {
  try {
    parseGpus(value);
    return undefined;
  } catch (error) {
    if (error instanceof GpuError || error instanceof CsvError) return error.message;
    throw error;
  }
}

function readField(key: string, value: string, field: string): Partial<DeviceRequest> {
  switch (key) {
    case "driver":
      return { Driver: value };
    case "count":
      return { Count: count(value) };
    case "device":
      return { DeviceIDs: value.split(",") };
    case "capabilities":
      return { Capabilities: [[...value.split(","), "gpu"]] };
    case "options":
      return { Options: keyValues(csvRecord(value)) };
    default:
      throw new GpuError(`unexpected key '${key}' in '${field}'`);
  }
}

function count(value: string): number {
  if (value === "all") return -1;
  if (/^[+-]?\d+$/.test(value)) return Number(value);
  throw new GpuError(`invalid count (${value}): value must be either "all" or an integer: invalid syntax`);
}
