// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `child_process`'s calls that stop the program until the child has ended. */
export function guestChildSync(exports, internal) {
  const { errors } = internal;
  const kept = { writable: true, configurable: true, enumerable: false };

  function spawnSync(file, args, o) {
    if (typeof file !== "string") throw errors.invalidArgType("file", "string", file);
    if (!Array.isArray(args)) [args, o] = [[], args];
    return runChild(file, args, { ...o }, "spawnSync");
  }

  /** Runs a child to its end; what it left, as `spawnSync` gives it. */
  function runChild(file, args, o, what) {
    const { argv, how, env, cwd } = internal.childOf(file, args, o);
    const most = o.maxBuffer === undefined ? 1024 * 1024 : Math.min(o.maxBuffer, Number.MAX_SAFE_INTEGER);
    const signal = o.killSignal === undefined ? 15 : internal.signals[o.killSignal] || Number(o.killSignal) || 15;
    const input = o.input === undefined || o.input === null ? undefined : bytesOf(o.input);
    if (input !== undefined && how[0] !== "pipe") how[0] = "pipe";
    const r = internal.wait(
      what,
      "child.run",
      [argv, env, cwd, how, false, o.argv0 || "", most, o.timeout || 0, signal],
      input,
    );
    const failure = r.$error ? r.$error.code : r.failure;
    const out = {};
    if (failure) out.error = spawnError(argv, failure);
    if (r.$error)
      return Object.assign(out, { status: null, signal: null, output: null, pid: 0, stdout: null, stderr: null });
    const text = o.encoding && o.encoding !== "buffer" ? o.encoding : undefined;
    const output = [null, ...r.output.map((t) => (t === null ? null : shownAs(Buffer.from(t, "latin1"), text)))];
    return Object.assign(out, {
      status: r.code,
      signal: r.signal,
      output,
      pid: r.pid,
      stdout: output[1],
      stderr: output[2],
    });
  }
  const shownAs = (bytes, encoding) => (encoding ? bytes.toString(encoding) : bytes);
  const bytesOf = (data) =>
    typeof data === "string" ? Buffer.from(data) : Buffer.from(data.buffer, data.byteOffset, data.byteLength);

  function spawnError(argv, code) {
    const e = (function spawnSyncProcess() {
      return new Error(`spawnSync ${argv[0]} ${code}`);
    })();
    return Object.assign(e, {
      errno: (internal.strerror[code] || [-1])[0],
      code,
      syscall: `spawnSync ${argv[0]}`,
      path: argv[0],
      spawnargs: argv.slice(1),
    });
  }

  function checkExecSyncError(r, shown) {
    let e;
    if (r.error) {
      e = Object.assign(r.error, r);
      const stack = e.stack.replace(
        "Object.execFileSync (node:child_process:927:15)",
        "execFileSync (node:child_process:920:15)",
      );
      Object.defineProperty(e, "stack", { value: stack, ...kept });
    } else if (r.status !== 0) {
      let message = "Command failed: ";
      message += shown;
      if (r.stderr && r.stderr.length > 0) message += `\n${r.stderr.toString()}`;
      e = Object.assign(wrappedFn(message), r);
    }
    return e;
  }
  function wrappedFn(message) {
    // Kept in a variable: the engine's tail call would leave no frame.
    const e = genericNodeError(message);
    return e;
  }
  function genericNodeError(message) {
    return new Error(message);
  }
  /** Without `stdio` of its own, what the child said on its stderr is said on the program's. */
  const passErrors = (r, o) => {
    if (!o.stdio && r.stderr) process.stderr.write(r.stderr);
  };
  const thrown = (e, line) => {
    Object.defineProperty(e, "arrow", { value: `node:child_process:${line}\n    throw err;\n    ^\n\n`, ...kept });
    return e;
  };

  function execFileSync(file, args, o) {
    if (!Array.isArray(args)) [args, o] = [[], args];
    o = { ...o };
    const r = spawnSync(file, args, o);
    passErrors(r, o);
    const e = checkExecSyncError(r, [file, ...args].join(" "));
    if (e) throw thrown(e, 930);
    return r.stdout;
  }
  function execSync(command, o) {
    if (typeof command !== "string") throw errors.invalidArgType("command", "string", command);
    o = { ...o };
    const shell = typeof o.shell === "string" ? o.shell : "/bin/sh";
    const r = runChild(shell, ["-c", command], { ...o, shell: false }, "execSync");
    passErrors(r, o);
    const e = checkExecSyncError(r, command);
    if (e) throw thrown(e, 966);
    return r.stdout;
  }
  Object.assign(exports, { spawnSync, execFileSync, execSync });
}
