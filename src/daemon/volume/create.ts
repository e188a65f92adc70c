import { Conflict, InvalidParameter, NotFound } from "../../api/errors.ts";
import type { Volume, VolumeCreateRequest } from "../../api/volume.ts";
import { directory } from "../../filesystem/tree.ts";
import { getIn, setIn } from "../buckets.ts";
import type { Daemon } from "../daemon.ts";
import { newID } from "../ids.ts";
import { putOnHost, volumeData, volumeFolder } from "./folder.ts";
import type { VolumeRecord } from "./record.ts";
import { isoSeconds } from "./time.ts";

const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

/** Options that the local driver hands to mount(8). */
const OPTIONS = ["type", "o", "device", "size"];

/** What a new volume is made of; "" as name for an anonymous one. */
export interface VolumeWish {
  readonly name: string;
  readonly driver: string;
  readonly options: Readonly<Record<string, string>> | null;
  readonly labels: Readonly<Record<string, string>> | null;
}

/**
 * The volume of this name, made when there is none: its folder at once, its record by the caller (it is in `made` then).
 * Throws InvalidParameter for a bad name, NotFound for a driver that is not there.
 */
export function ensureVolume(d: Daemon, wish: VolumeWish, made: Map<string, VolumeRecord>): VolumeRecord {
  const anonymous = wish.name === "";
  const name = wish.name || newID(d.kernel.chance, "volume");
  const known = made.get(name) ?? getIn(d.store.get().volumes, name);
  if (known) {
    if (wish.driver !== "" && wish.driver !== known.driver) {
      throw new Conflict(`create ${name}: conflict: volume name must be unique`);
    }
    return known;
  }
  const driver = wish.driver || "local";
  if (driver !== "local")
    throw new NotFound(`create ${name}: error looking up volume plugin ${driver}: plugin "${driver}" not found`);
  checkName(name);
  checkOptions(name, wish.options ?? {});
  const record: VolumeRecord = {
    name,
    created: d.kernel.now(),
    driver,
    labels: anonymous ? { "com.docker.volume.anonymous": "", ...wish.labels } : wish.labels,
    options: wish.options && Object.keys(wish.options).length ? wish.options : null,
    anonymous,
  };
  makeFolder(d, name);
  made.set(name, record);
  d.events.emit("volume", "create", name, { driver });
  return record;
}

/** `docker volume create`: the volume that is there already, or a new one. */
export function createVolume(d: Daemon, request: VolumeCreateRequest): Volume {
  const made = new Map<string, VolumeRecord>();
  const record = ensureVolume(
    d,
    {
      name: request.Name,
      driver: request.Driver,
      options: request.DriverOpts,
      labels: Object.keys(request.Labels).length ? request.Labels : null,
    },
    made,
  );
  commitVolumes(d, made);
  return volumeOf(record);
}

/** Puts new volumes in the state. */
export function commitVolumes(d: Daemon, made: ReadonlyMap<string, VolumeRecord>): void {
  if (made.size === 0) return;
  d.store.update((s) => {
    let volumes = s.volumes;
    for (const v of made.values()) volumes = setIn(volumes, v.name, v);
    return { ...s, volumes };
  });
}

/** A volume in the shape and order of the Engine API. */
export function volumeOf(v: VolumeRecord): Volume {
  return {
    CreatedAt: isoSeconds(v.created),
    Driver: v.driver,
    Labels: v.labels === null ? null : { ...v.labels },
    Mountpoint: volumeData(v.name),
    Name: v.name,
    Options: v.options === null ? null : { ...v.options },
    Scope: "local",
  };
}

function checkName(name: string): void {
  if (name.length === 1) {
    throw new InvalidParameter(
      `create ${name}: volume name is too short, names should be at least two alphanumeric characters`,
    );
  }
  if (!NAME.test(name)) {
    throw new InvalidParameter(
      `create ${name}: "${name}" includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use absolute path`,
    );
  }
}

function checkOptions(name: string, options: Readonly<Record<string, string>>): void {
  for (const key of Object.keys(options)) {
    if (!OPTIONS.includes(key)) throw new InvalidParameter(`create ${name}: invalid option: "${key}"`);
  }
  const missing = (what: string) => {
    throw new InvalidParameter(`create ${name}: missing required option: "${what}"`);
  };
  const keys = Object.keys(options);
  if (keys.length === 0) return;
  if (keys.includes("size")) {
    throw new InvalidParameter(`create ${name}: quota size requested but no quota support`);
  }
  if (!options["device"]) missing("device");
  if (!options["type"] && !keys.includes("type")) missing("type");
}

function makeFolder(d: Daemon, name: string): void {
  const now = d.kernel.now();
  const data = directory({ mtime: now });
  putOnHost(d, volumeFolder(name), directory({ mode: 0o701, mtime: now }, { _data: data }), {
    mode: 0o701,
    mtime: now,
  });
}
