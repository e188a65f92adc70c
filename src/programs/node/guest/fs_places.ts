// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** Where in Node's own modules a failed file call is said to have failed: the line that is shown, and the frames. */
export function guestFsPlaces(exports, internal) {
  const { errors } = internal;
  // biome-ignore format: a table
  const SYNC = {
    readFileUtf8: ["    return binding.readFileUtf8(path, stringToFlags(options.flag));", "Object.readFileSync (node:fs:448:20)"],
    readFile: ["  return binding.open(", "Object.openSync (node:fs:573:18)", "Object.readFileSync (node:fs:452:35)"],
    readFileDir: ["  return binding.read(fd, buffer, offset, length, position);", "Object.readSync (node:fs:750:18)", "tryReadSync (node:fs:424:20)", "Object.readFileSync (node:fs:478:19)"],
    readFileDirUtf8: ["    return binding.readFileUtf8(path, stringToFlags(options.flag));", "Object.readFileSync (node:fs:448:20)"],
    writeFileUtf8: ["    return binding.writeFileUtf8(", "Object.writeFileSync (node:fs:2380:20)"],
    writeFileBuf: ["  return binding.open(", "Object.openSync (node:fs:573:18)", "Object.writeFileSync (node:fs:2393:35)"],
    append: ["    return binding.writeFileUtf8(", "Object.writeFileSync (node:fs:2380:20)", "Object.appendFileSync (node:fs:2461:6)"],
    readdir: ["  const result = binding.readdir(", "Object.readdirSync (node:fs:1521:26)"],
    mkdir: ["  const result = binding.mkdir(", "Object.mkdirSync (node:fs:1386:26)"],
    rmdir: ["  binding.rmdir(pathModule.toNamespacedPath(path));", "Object.rmdirSync (node:fs:1214:11)"],
    unlink: ["  binding.unlink(path);", "Object.unlinkSync (node:fs:1889:11)"],
    stat: ["  const stats = binding.stat(", "Object.statSync (node:fs:1681:25)"],
    lstat: ["  const stats = binding.lstat(", "Object.lstatSync (node:fs:1656:25)"],
    access: ["  binding.access(pathModule.toNamespacedPath(path), mode);", "Object.accessSync (node:fs:244:11)"],
    open: ["  return binding.open(", "Object.openSync (node:fs:573:18)"],
    close: ["  binding.close(fd);", "Object.closeSync (node:fs:525:11)"],
    rename: ["  binding.rename(", "Object.renameSync (node:fs:1032:11)"],
    copyFile: ["  binding.copyFile(", "Object.copyFileSync (node:fs:3047:11)"],
    rm: ["node:internal/errors:541\n      throw error;\n      ^", "Object.rmSync (node:fs:1260:13)"],
    symlink: ["  binding.symlink(", "Object.symlinkSync (node:fs:1822:11)"],
    readlink: ["  return binding.readlink(", "Object.readlinkSync (node:fs:1729:18)"],
    realpath: ["      const stats = binding.lstat(baseLong, true, undefined, true /* throwIfNoEntry */);", "Object.realpathSync (node:fs:2741:29)"],
    chmod: ["  binding.chmod(", "Object.chmodSync (node:fs:1999:11)"],
    chown: ["  binding.chown(", "Object.chownSync (node:fs:2112:11)"],
    utimes: ["  binding.utimes(", "Object.utimesSync (node:fs:2150:11)"],
    truncate: ["  return binding.open(", "Object.openSync (node:fs:573:18)", "Object.truncateSync (node:fs:1088:17)"],
    mkdtemp: ["  return binding.mkdtemp(prefix, options.encoding);", "Object.mkdtempSync (node:fs:3005:18)"],
    link: ["  binding.link(", "Object.linkSync (node:fs:1862:11)"],
    opendir: ["  const handle = dirBinding.opendirSync(", "Object.opendirSync (node:internal/fs/dir:327:29)"],
    readdirR: ["    const readdirResult = binding.readdir(", "read (node:fs:1413:35)", "readdirSyncRecursive (node:fs:1451:5)", "Object.readdirSync (node:fs:1518:12)"],
    read: ["  return binding.read(fd, buffer, offset, length, position);", "Object.readSync (node:fs:750:18)"],
    write: ["node:internal/fs/utils:351\n    throw err;\n    ^", "Object.writeSync (node:fs:933:3)"],
    fstat: ["  const stats = binding.fstat(fd, options.bigint, undefined, false);", "Object.fstatSync (node:fs:1633:25)"],
    cp: ["  const stats = binding.lstat(", "lstatSync (node:fs:1656:25)", "getStatsSync (node:internal/fs/cp/cp-sync:120:19)", "checkPathsSync (node:internal/fs/cp/cp-sync:72:33)", "cpSyncFn (node:internal/fs/cp/cp-sync:58:42)", "Object.cpSync (node:fs:3089:3)"],
  };
  // biome-ignore format: a table
  const PROMISES = {
    readFile: ["  return new FileHandle(await PromisePrototypeThen(", "open (node:internal/fs/promises:637:25)", "Object.readFile (node:internal/fs/promises:1249:14)"],
    readFileDir: ["    const { bytesRead } = await PromisePrototypeThen(", "readFileHandle (node:internal/fs/promises:551:24)"],
    writeFile: ["  return new FileHandle(await PromisePrototypeThen(", "open (node:internal/fs/promises:637:25)", "Object.writeFile (node:internal/fs/promises:1219:14)"],
    appendFile: ["  return new FileHandle(await PromisePrototypeThen(", "open (node:internal/fs/promises:637:25)", "writeFile (node:internal/fs/promises:1219:14)"],
    readdir: ["  const result = await PromisePrototypeThen(", "Object.readdir (node:internal/fs/promises:950:18)"],
    mkdir: ["  return await PromisePrototypeThen(", "Object.mkdir (node:internal/fs/promises:856:10)"],
    rmdir: ["  return await PromisePrototypeThen(", "Object.rmdir (node:internal/fs/promises:822:10)"],
    unlink: ["  return await PromisePrototypeThen(", "Object.unlink (node:internal/fs/promises:1067:10)"],
    stat: ["  const result = await PromisePrototypeThen(", "Object.stat (node:internal/fs/promises:1033:18)"],
    lstat: ["  const result = await PromisePrototypeThen(", "Object.lstat (node:internal/fs/promises:1022:18)"],
    access: ["  return await PromisePrototypeThen(", "Object.access (node:internal/fs/promises:604:10)"],
    open: ["  return new FileHandle(await PromisePrototypeThen(", "Object.open (node:internal/fs/promises:637:25)"],
    rename: ["  return await PromisePrototypeThen(", "Object.rename (node:internal/fs/promises:780:10)"],
    copyFile: ["  return await PromisePrototypeThen(", "Object.copyFile (node:internal/fs/promises:621:10)"],
    realpath: ["  return await PromisePrototypeThen(", "Object.realpath (node:internal/fs/promises:1176:10)"],
    chmod: ["  return await PromisePrototypeThen(", "Object.chmod (node:internal/fs/promises:1089:10)"],
    readlink: ["  return await PromisePrototypeThen(", "Object.readlink (node:internal/fs/promises:968:10)"],
    symlink: ["  return await PromisePrototypeThen(", "Object.symlink (node:internal/fs/promises:997:10)"],
    utimes: ["  return await PromisePrototypeThen(", "Object.utimes (node:internal/fs/promises:1141:10)"],
    truncate: ["  return new FileHandle(await PromisePrototypeThen(", "open (node:internal/fs/promises:637:25)", "Object.truncate (node:internal/fs/promises:790:14)"],
    mkdtemp: ["  return await PromisePrototypeThen(", "Object.mkdtemp (node:internal/fs/promises:1189:10)"],
    link: ["  return await PromisePrototypeThen(", "Object.link (node:internal/fs/promises:1056:10)"],
  };
  const hidden = { writable: true, configurable: true, enumerable: false };

  function put(e, [line, ...frames], rest) {
    const stack = [...frames, ...rest].slice(0, 10).map((l) => `    at ${l}`);
    errors.setStackTail(e, stack.join("\n"));
    const m = /\(?(node:[^\s()]+):(\d+):(\d+)\)?$/.exec(frames[0]);
    const head = line.includes("\n") ? line : `${m[1]}:${m[2]}\n${line}\n${" ".repeat(Number(m[3]) - 1)}^`;
    Object.defineProperty(e, "arrow", { value: `${head}\n\n`, ...hidden });
  }

  /** A synchronous call's error, as if thrown there. */
  exports.thrown = (e, name) => {
    const place = SYNC[name];
    if (!place || !e || !e.syscall) return e;
    put(
      e,
      place,
      e.stack
        .split("\n")
        .filter((l) => l.startsWith("    at "))
        .map((l) => l.slice(7)),
    );
    return e;
  };
  /** A promise's error: who waits for it stands below. */
  exports.rejected = (e, name, callers) => {
    const place = PROMISES[name === "readFile" && e && e.code === "EISDIR" ? "readFileDir" : name];
    if (place && e && e.syscall) put(e, [place[0], ...place.slice(1).map((f) => `async ${f}`)], callers);
    return e;
  };
}
