import type { OpenFile, OpenFlags, Stat } from "../filesystem/files.ts";
import { ErrnoError } from "../std/errno.ts";
import { OpenDescription } from "./description.ts";

/** A regular file or folder with its offset, which all descriptors of the same opening share. */
export class FileDescription extends OpenDescription {
  readonly kind = "file";
  private offset = 0;

  constructor(
    private readonly file: OpenFile,
    private readonly flags: OpenFlags,
  ) {
    super();
  }

  get target(): string {
    return this.file.path;
  }

  override read(max: number): Uint8Array | null {
    if (this.flags.read === false) throw new ErrnoError("EBADF");
    if (this.file.kind === "directory") throw new ErrnoError("EISDIR");
    const data = this.file.readAt(this.offset, max);
    this.offset += data.length;
    return data.length > 0 ? data : null;
  }

  override write(data: Uint8Array): number {
    if (!this.flags.write && !this.flags.append) throw new ErrnoError("EBADF");
    if (this.flags.append) this.offset = this.file.append(data);
    else {
      this.file.writeAt(this.offset, data);
      this.offset += data.length;
    }
    return data.length;
  }

  override stat(): Stat {
    return this.file.stat();
  }

  override seek(offset: number, from: "start" | "current" | "end"): number {
    const base = from === "start" ? 0 : from === "current" ? this.offset : this.file.stat().size;
    if (base + offset < 0) throw new ErrnoError("EINVAL");
    this.offset = base + offset;
    return this.offset;
  }

  override truncate(size: number): void {
    if (!this.flags.write && !this.flags.append) throw new ErrnoError("EINVAL");
    this.file.truncate(size);
  }

  protected override closed(): void {
    this.file.close();
  }
}
