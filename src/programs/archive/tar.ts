import { isErrno } from "../../std/errno.ts";
import type { Reader } from "../../std/stream.ts";
import { TarError } from "../../std/tar-read.ts";
import { openInput } from "../lib/input.ts";
import { type Call, defineTool } from "../lib/tool.ts";
import { GzipError, gunzipReader, isGzip } from "./gzip-stream.ts";
import { createArchive } from "./tar-create.ts";
import { readArchive } from "./tar-extract.ts";
import { oldStyle, TAR_LONG, TAR_SHORT, type TarWish, tarWish } from "./tar-options.ts";

/** Packs files into an archive, unpacks or lists one; plain or with gzip. */
export const tar = defineTool(
  {
    name: "tar",
    syntax: { short: TAR_SHORT, long: TAR_LONG },
    busybox: { short: "ctxf:C:OmokzZJjahvX:T:p", long: TAR_LONG },
    badStatus: 64,
    busyboxBadStatus: 1,
    usage: "[OPTION...] [FILE]...",
    version: "GNU tar) 1.35",
    rewrite: oldStyle,
  },
  async (c) => {
    const operation = await operationOf(c);
    await refuseCompressions(c);
    const wish = tarWish(c, operation);
    try {
      if (operation === "create") await createArchive(c, wish);
      else await readArchive(c, wish, await archiveReader(c, wish));
    } catch (e) {
      if (e instanceof TarError) await broken(c);
      else if (e instanceof GzipError) await brokenGzip(c);
      else throw e;
    }
    if (c.status === 0 || c.flavour.busybox) return c.status;
    await c.out.flush();
    if (c.status === 2) await c.p.write(2, `${c.name}: Exiting with failure status due to previous errors\n`);
    return 2;
  },
);

async function operationOf(c: Call): Promise<TarWish["operation"]> {
  const given = ["c", "x", "t"].filter((k) => c.options.has(k));
  const hint = `Try '${c.name} --help' or '${c.name} --usage' for more information.\n`;
  for (const k of ["A", "r", "u", "d"]) if (c.options.has(k)) await c.fail(`drydock: tar -${k} is not simulated`, 2);
  if (given.length === 1) return given[0] === "c" ? "create" : given[0] === "x" ? "extract" : "list";
  if (c.flavour.busybox) return await c.badUsage(undefined);
  const text = given.length
    ? "You may not specify more than one '-Acdtrux', '--delete' or  '--test-label' option"
    : "You must specify one of the '-Acdtrux', '--delete' or '--test-label' options";
  await c.complain(
    text.replace(/'([^']*)'/g, (_, t: string) => c.quote(t)),
    2,
  );
  await c.p.write(2, hint);
  return c.leave(2);
}

/** What the images' own tar does too: the other compressors are programs of their own, which are not there. */
async function refuseCompressions(c: Call): Promise<void> {
  const program = c.options.has("J") ? "xz" : c.options.has("j") ? "bzip2" : undefined;
  if (program === undefined) return;
  if (c.flavour.busybox) await c.fail(`drydock: tar with ${program} is not simulated`);
  await c.p.write(
    2,
    `${c.name} (child): ${program}: Cannot exec: No such file or directory\n${c.name} (child): Error is not recoverable: exiting now\n${c.name}: Child returned status 2\n${c.name}: Error is not recoverable: exiting now\n`,
  );
  c.leave(2);
}

async function archiveReader(c: Call, wish: TarWish): Promise<Reader> {
  if (wish.file === "-" && c.p.terminal(0)) {
    await c.complain("Refusing to read archive contents from terminal (missing -f option?)", 2);
    await notRecoverable(c);
  }
  let from: Reader;
  try {
    from = await openInput(c.p, wish.file);
  } catch (e) {
    if (!isErrno(e)) throw e;
    await c.complain(
      c.flavour.pick(`${wish.file}: Cannot open: ${e.strerror}`, `can't open '${wish.file}': ${e.strerror}`),
      c.flavour.pick(2, 1),
    );
    return c.flavour.busybox ? c.leave(1) : await notRecoverable(c);
  }
  const first = await from.read();
  if (first === null && !wish.gzip) throw new TarError("empty");
  let pending = first;
  const whole: Reader = {
    async read() {
      const chunk = pending;
      pending = null;
      return chunk ?? (await from.read());
    },
  };
  const packed = first !== null && isGzip(first);
  if (wish.gzip && !packed && first !== null) throw new GzipError("not in gzip format");
  if (packed && !wish.gzip && wish.file === "-" && !c.flavour.busybox) {
    await c.complain("Archive is compressed. Use -z option", 2);
    await notRecoverable(c);
  }
  return packed ? gunzipReader(whole) : whole;
}

async function notRecoverable(c: Call): Promise<never> {
  await c.p.write(2, `${c.name}: Error is not recoverable: exiting now\n`);
  return c.leave(2);
}

async function broken(c: Call): Promise<void> {
  await c.out.flush();
  if (c.flavour.busybox) return await c.complain("short read");
  await c.complain("This does not look like a tar archive", 2);
}

async function brokenGzip(c: Call): Promise<void> {
  await c.out.flush();
  if (c.flavour.busybox) {
    await c.complain("invalid magic");
    return await c.complain("short read");
  }
  await c.p.write(2, "\ngzip: stdin: not in gzip format\n");
  await c.p.write(2, `${c.name}: Child returned status 1\n`);
  await notRecoverable(c);
}
