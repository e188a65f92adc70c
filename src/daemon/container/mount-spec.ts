import type { MountSpec } from "../../api/container.ts";
import { InvalidParameter } from "../../api/errors.ts";
import { normalizePath } from "../../filesystem/path.ts";
import { isMountMode, isPropagation, parseMountMode } from "./mount-mode.ts";
import type { MountRecord } from "./record.ts";

/** A mount as it was asked for, before its volume exists. */
export interface WantedMount {
  readonly record: MountRecord;
  readonly driver: string;
  readonly options: Readonly<Record<string, string>> | null;
  readonly labels: Readonly<Record<string, string>> | null;
}

/** A record with everything that is not given at its default. */
export function mountRecord(fields: Pick<MountRecord, "type" | "destination"> & Partial<MountRecord>): MountRecord {
  return {
    name: "",
    source: "",
    driver: "",
    mode: "",
    readWrite: true,
    propagation: "",
    anonymous: false,
    copyData: false,
    subpath: "",
    createSource: false,
    size: 0,
    permissions: 0o1777,
    ...fields,
  };
}

/** `-v SOURCE:TARGET[:MODE]`: an absolute source is a path of the host, any other a volume's name. */
export function parseBind(text: string, volumeDriver: string): WantedMount {
  const parts = text.split(":");
  const invalid = () => new InvalidParameter(`invalid volume specification: '${text}'`);
  if (parts.length === 3) parseMountMode(parts[2] ?? "");
  if (parts.length > 3 || parts.some((p) => p === "")) throw invalid();
  let [source = "", target = "", modeText = ""] = parts;
  if (parts.length === 1) [source, target] = ["", source];
  if (parts.length === 2 && isMountMode(target)) throw invalid();
  const mode = parseMountMode(modeText);
  const bind = source.startsWith("/");
  const wrap = (check: () => void) => {
    try {
      check();
    } catch (e) {
      if (e instanceof InvalidParameter)
        throw new InvalidParameter(`invalid volume specification: '${text}': ${e.message}`);
      throw e;
    }
  };
  const type = bind ? "bind" : "volume";
  wrap(() => {
    checkTarget(type, target);
    if (!bind && mode.propagation !== "") throw badSpec(type, "field BindOptions must not be specified");
    if (bind && !mode.copyData) throw badSpec(type, "field VolumeOptions must not be specified");
  });
  return {
    record: mountRecord({
      type,
      name: bind ? "" : source,
      source: bind ? normalizePath(source) : "",
      destination: normalizePath(target),
      mode: modeText || (bind ? "" : "z"),
      readWrite: mode.readWrite,
      propagation: bind ? mode.propagation || "rprivate" : "",
      anonymous: source === "",
      copyData: !bind && mode.copyData,
      createSource: bind,
    }),
    driver: bind ? "" : volumeDriver,
    options: null,
    labels: null,
  };
}

/** `--mount`: what the words mean was the client's business, whether they make sense is the daemon's. */
export function parseMountSpec(spec: MountSpec, sourceExists: (path: string) => boolean): WantedMount {
  const { Type: type, Source: source = "", Target: target } = spec;
  const bad = (why: string) => badSpec(type, why);
  if (type !== "bind" && type !== "volume" && type !== "tmpfs" && type !== "image") throw bad("mount type unknown");
  if (target === "") throw bad("field Target must not be empty");
  checkTarget(type, target);
  const base = { type, destination: normalizePath(target), readWrite: !spec.ReadOnly } as const;
  const none = { driver: "", options: null, labels: null };
  switch (type) {
    case "bind": {
      if (source === "") throw bad("field Source must not be empty");
      const propagation = spec.BindOptions?.Propagation ?? "";
      if (propagation !== "" && !isPropagation(propagation)) throw bad(`invalid propagation mode: ${propagation}`);
      if (spec.VolumeOptions) throw bad("field VolumeOptions must not be specified");
      if (!source.startsWith("/")) throw bad(`invalid mount path: '${source}' mount path must be absolute`);
      const createSource = spec.BindOptions?.CreateMountpoint ?? false;
      if (!createSource && !sourceExists(source)) throw bad(`bind source path does not exist: ${source}`);
      const record = mountRecord({
        ...base,
        source: normalizePath(source),
        propagation: propagation || "rprivate",
        createSource,
      });
      return { record, ...none };
    }
    case "volume": {
      if (spec.BindOptions) throw bad("field BindOptions must not be specified");
      const subpath = spec.VolumeOptions?.Subpath ?? "";
      if (spec.ReadOnly && source === "") throw bad("must not set ReadOnly mode when using anonymous volumes");
      if (subpath !== "" && source === "") throw bad("must not set Subpath when using anonymous volumes");
      if (subpath.startsWith("/") || normalizePath(`/x/${subpath}`).split("/")[1] !== "x" || escapes(subpath)) {
        throw bad("subpath must be a relative path within the volume");
      }
      return {
        record: mountRecord({
          ...base,
          name: source,
          mode: "z",
          anonymous: source === "",
          copyData: !spec.VolumeOptions?.NoCopy,
          subpath,
        }),
        driver: spec.VolumeOptions?.DriverConfig?.Name ?? "",
        options: spec.VolumeOptions?.DriverConfig?.Options ?? null,
        labels: spec.VolumeOptions?.Labels ?? null,
      };
    }
    case "tmpfs":
      if (source !== "") throw bad("field Source must not be specified");
      return {
        record: mountRecord({
          ...base,
          size: spec.TmpfsOptions?.SizeBytes ?? 0,
          permissions: spec.TmpfsOptions?.Mode || 0o1777,
        }),
        ...none,
      };
    case "image":
      if (source === "") throw bad("field Source must not be empty");
      return { record: mountRecord({ ...base, source }), ...none };
  }
}

function badSpec(type: string, why: string): InvalidParameter {
  return new InvalidParameter(`invalid mount config for type "${type}": ${why}`);
}

function checkTarget(type: string, target: string): void {
  if (!target.startsWith("/")) throw badSpec(type, `invalid mount path: '${target}' mount path must be absolute`);
  if (normalizePath(target) === "/") throw badSpec(type, "invalid specification: destination can't be '/'");
}

function escapes(subpath: string): boolean {
  let depth = 0;
  for (const part of subpath.split("/")) {
    if (part === "..") depth--;
    else if (part !== "" && part !== ".") depth++;
    if (depth < 0) return true;
  }
  return false;
}

/** `--tmpfs TARGET[:OPTIONS]`. */
export function checkTmpfsTarget(target: string): void {
  if (!target.startsWith("/"))
    throw new InvalidParameter(`invalid mount path: '${target}' mount path must be absolute`);
  if (normalizePath(target) === "/") throw new InvalidParameter("invalid specification: destination can't be '/'");
}
