import { CsvError, csvRecord } from "../../../lib/csv.ts";

/** A value of `--network`: a name, or the long form with what belongs to this network alone. */
export interface NetworkOption {
  readonly target: string;
  readonly aliases: readonly string[];
  readonly ipv4: string;
  readonly ipv6: string;
  readonly mac: string;
  readonly linkLocalIPs: readonly string[];
  readonly driverOptions: Readonly<Record<string, string>>;
  readonly gwPriority: number;
}

/** A value that is none; the message is the one that the flag reports. */
class NetworkOptionError extends Error {
  override readonly name = "NetworkOptionError";
}

/** A network by its name alone. */
export function networkNamed(target: string): NetworkOption {
  const none = { ipv4: "", ipv6: "", mac: "", gwPriority: 0 };
  return { target, aliases: [], linkLocalIPs: [], driverOptions: {}, ...none };
}

/**
 * Reads a value: where `word=word` is found in it, it is a CSV record of fields in the long form, whose case does not count;
 * else a name. Throws NetworkOptionError.
 */
export function parseNetwork(value: string): NetworkOption {
  if (!/\w+=\w+/.test(value)) return networkNamed(value);
  let option = networkNamed("");
  for (const field of fieldsOf(value)) option = { ...option, ...readField(option, field.toLowerCase(), field) };
  if (option.target === "") throw new NetworkOptionError("network name/id is not specified");
  return option;
}

/** What `--network` checks of a value. */
export function networkError(value: string): string | undefined {
  try {
    parseNetwork(value);
    return undefined;
  } catch (error) {
    if (error instanceof NetworkOptionError) return error.message;
    throw error;
  }
}

function fieldsOf(value: string): string[] {
  try {
    return csvRecord(value);
  } catch (error) {
    if (error instanceof CsvError) throw new NetworkOptionError(error.message);
    throw error;
  }
}

function readField(option: NetworkOption, field: string, typed: string): Partial<NetworkOption> {
  const at = field.indexOf("=");
  if (at <= 0) throw new NetworkOptionError(`invalid field ${typed}`);
  const key = field.slice(0, at).trim();
  const value = field.slice(at + 1).trim();
  switch (key) {
    case "name":
      return { target: value };
    case "alias":
      return { aliases: [...option.aliases, value] };
    case "ip":
      return { ipv4: value };
    case "ip6":
      return { ipv6: value };
    case "mac-address":
      return { mac: value };
    case "link-local-ip":
      return { linkLocalIPs: [...option.linkLocalIPs, value] };
    case "driver-opt": {
      const [name = "", text] = cut(value);
      if (text === undefined || name === "") {
        throw new NetworkOptionError("invalid key value pair format in driver options");
      }
      return { driverOptions: { ...option.driverOptions, [name]: text } };
    }
    case "gw-priority":
      if (!/^[+-]?\d+$/.test(value)) throw new NetworkOptionError(`invalid gw-priority (${value}): invalid syntax`);
      return { gwPriority: Number(value) };
    default:
      throw new NetworkOptionError(`invalid field key ${key}`);
  }
}

function cut(text: string): readonly [string, string | undefined] {
  const at = text.indexOf("=");
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
