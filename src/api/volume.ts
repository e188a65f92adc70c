export interface VolumeCreateRequest {
  /** "" for an anonymous volume. */
  readonly Name: string;
  readonly Driver: string;
  readonly DriverOpts: Record<string, string>;
  readonly Labels: Record<string, string>;
}

/** `docker volume inspect`, in the order in which the real one prints it. */
export interface Volume {
  CreatedAt: string;
  Driver: string;
  Labels: Record<string, string> | null;
  Mountpoint: string;
  Name: string;
  Options: Record<string, string> | null;
  Scope: string;
  /** Only in `system df`. Bytes; -1 unknown. */
  UsageData?: { Size: number; RefCount: number };
}
