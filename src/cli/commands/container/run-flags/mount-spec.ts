import type { MountSpec } from "../../../../api/container.ts";
import { parseRamBytes, SizeError } from "../../../../std/size.ts";
import { parseBool } from "../../../lib/bool.ts";
import { CsvError, csvRecord } from "../../../lib/csv.ts";

/** A value of `--mount` that is none; the message is the one that the flag reports. */
class MountError extends Error {
  override readonly name = "MountError";
}

type Draft = { -readonly [K in keyof MountSpec]?: MountSpec[K] | undefined };

/**
 * Reads a value of `--mount`: a CSV record of `key=value` fields. Relative sources that begin with `.` are made absolute by
 * `absolute`. Throws MountError.
 */
export function parseMount(value: string, absolute: (path: string) => string): MountSpec {
  const draft: Draft = { Type: "volume" };
  for (const field of fieldsOf(value)) {
    const at = field.indexOf("=");
    const key = (at < 0 ? field : field.slice(0, at)).toLowerCase();
    if (at < 0) setSwitch(draft, key, field);
    else setField(draft, key, field.slice(at + 1), field, absolute);
  }
  return checked(draft);
}

/** What `--mount` checks of a value. */
export function mountError(value: string): string | undefined {
  try {
    parseMount(value, (path) => path);
    return undefined;
  } catch (error) {
    if (error instanceof MountError) return error.message;
    throw error;
  }
}

function fieldsOf(value: string): string[] {
  try {
    return csvRecord(value);
  } catch (error) {
    if (error instanceof CsvError) throw new MountError(error.message);
    throw error;
  }
}

function setSwitch(draft: Draft, key: string, field: string): void {
  switch (key) {
    case "readonly":
    case "ro":
      draft.ReadOnly = true;
      return;
    case "volume-nocopy":
      volume(draft).NoCopy = true;
      return;
    case "bind-nonrecursive":
      bind(draft).NonRecursive = true;
      return;
    default:
      throw new MountError(`invalid field '${field}' must be a key=value pair`);
  }
}

function setField(draft: Draft, key: string, value: string, field: string, absolute: (path: string) => string): void {
  const invalid = () => new MountError(`invalid value for ${key}: ${value}`);
  const bool = () => {
    const read = parseBool(value);
    if (read === undefined) throw invalid();
    return read;
  };
  switch (key) {
    case "type":
      draft.Type = value.toLowerCase() as MountSpec["Type"];
      return;
    case "source":
    case "src":
      draft.Source = value === "." || value.startsWith("./") ? absolute(value) : value;
      return;
    case "target":
    case "dst":
    case "destination":
      draft.Target = value;
      return;
    case "readonly":
    case "ro":
      draft.ReadOnly = bool();
      return;
    case "consistency":
      draft.Consistency = value.toLowerCase();
      return;
    case "bind-propagation":
      bind(draft).Propagation = value.toLowerCase();
      return;
    case "bind-nonrecursive":
      bind(draft).NonRecursive = bool();
      return;
    case "bind-recursive":
      setRecursive(draft, key, value);
      return;
    case "volume-subpath":
      volume(draft).Subpath = value;
      return;
    case "volume-nocopy":
      volume(draft).NoCopy = bool();
      return;
    case "volume-label":
      volume(draft).Labels = { ...volume(draft).Labels, ...pair(value) };
      return;
    case "volume-driver":
      volume(draft).DriverConfig = { ...volume(draft).DriverConfig, Name: value };
      return;
    case "volume-opt": {
      const driver = volume(draft).DriverConfig;
      volume(draft).DriverConfig = { ...driver, Options: { ...driver?.Options, ...pair(value) } };
      return;
    }
    case "image-subpath":
      draft.ImageOptions = { Subpath: value };
      return;
    case "tmpfs-size":
      try {
        tmpfs(draft).SizeBytes = parseRamBytes(value);
      } catch (error) {
        if (error instanceof SizeError) throw invalid();
        throw error;
      }
      return;
    case "tmpfs-mode":
      if (!/^[0-7]{1,11}$/.test(value)) throw invalid();
      tmpfs(draft).Mode = Number.parseInt(value, 8);
      return;
    default:
      throw new MountError(`unexpected key '${key}' in '${field}'`);
  }
}

function setRecursive(draft: Draft, key: string, value: string): void {
  const options = bind(draft);
  if (value === "disabled") options.NonRecursive = true;
  else if (value === "writable") options.ReadOnlyNonRecursive = true;
  else if (value === "readonly") options.ReadOnlyForceRecursive = true;
  else if (value !== "enabled") {
    throw new MountError(
      `invalid value for ${key}: ${value} (must be "enabled", "disabled", "writable", or "readonly")`,
    );
  }
}

function checked(draft: Draft): MountSpec {
  const { Type: type, Target, BindOptions, VolumeOptions, TmpfsOptions, ImageOptions, ...rest } = draft;
  if (!type) throw new MountError("type is required");
  if (!Target) throw new MountError("target is required");
  const mixed = (options: string) => new MountError(`cannot mix '${options}-*' options with mount type '${type}'`);
  if (VolumeOptions && type !== "volume") throw mixed("volume");
  if (BindOptions && type !== "bind") throw mixed("bind");
  if (TmpfsOptions && type !== "tmpfs") throw mixed("tmpfs");
  if (ImageOptions && type !== "image") throw mixed("image");
  const requires = (mode: string, option: string) =>
    new MountError(`option 'bind-recursive=${mode}' requires '${option}' to be specified in conjunction`);
  if (BindOptions?.ReadOnlyNonRecursive && !draft.ReadOnly) throw requires("writable", "readonly");
  if (BindOptions?.ReadOnlyForceRecursive) {
    if (!draft.ReadOnly) throw requires("readonly", "readonly");
    if (BindOptions.Propagation !== "rprivate") throw requires("readonly", "bind-propagation=rprivate");
  }
  return {
    Type: type,
    ...(rest.Source && { Source: rest.Source }),
    Target,
    ...(rest.ReadOnly && { ReadOnly: true }),
    ...(rest.Consistency && { Consistency: rest.Consistency }),
    ...(BindOptions && { BindOptions }),
    ...(VolumeOptions && { VolumeOptions }),
    ...(TmpfsOptions && { TmpfsOptions }),
    ...(ImageOptions && { ImageOptions }),
  };
}

function bind(draft: Draft): NonNullable<MountSpec["BindOptions"]> {
  draft.BindOptions ??= {};
  return draft.BindOptions;
}

function volume(draft: Draft): NonNullable<MountSpec["VolumeOptions"]> {
  draft.VolumeOptions ??= { DriverConfig: {} };
  return draft.VolumeOptions;
}

function tmpfs(draft: Draft): NonNullable<MountSpec["TmpfsOptions"]> {
  draft.TmpfsOptions ??= {};
  return draft.TmpfsOptions;
}

/** `k=v` as a record; nothing where there is no name. */
function pair(text: string): Record<string, string> {
  const at = text.indexOf("=");
  const key = at < 0 ? text : text.slice(0, at);
  return key === "" ? {} : { [key]: at < 0 ? "" : text.slice(at + 1) };
}
