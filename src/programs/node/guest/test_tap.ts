// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** Tests as TAP, version 13. */
export function guestTestTap(exports, internal) {
  const { inspect } = internal.require("inspect");
  const escaped = (text) => String(text).replace(/[\\#]/g, "\\$&").replace(/\n/g, "\\n");
  const reason = (name, value) =>
    value === undefined ? "" : ` # ${name}${typeof value === "string" && value ? ` ${escaped(value)}` : ""}`;

  /** A value as lines of YAML. */
  function yaml(indent, name, value, seen = new Set()) {
    if (value === undefined) return "";
    const prefix = `${indent}${name}:`;
    if (value === null) return `${prefix} ~\n`;
    if (typeof value === "string" && value.includes("\n"))
      return `${prefix} |-\n${value
        .split("\n")
        .map((l) => `${indent}  ${l}\n`)
        .join("")}`;
    if (typeof value !== "object" || internal.types.isDate(value)) return `${prefix} ${inspect(value)}\n`;
    if (seen.has(value)) return `${prefix} <Circular>\n`;
    const isError = internal.types.isNativeError(value) || value.failureType !== undefined;
    const within = isError && name === "error" ? indent : isError ? indent : `${indent}  `;
    let out = isError && name === "error" ? "" : `${prefix}\n`;
    const below = new Set(seen).add(value);
    for (const [k, v] of Object.entries(value)) {
      if (isError && /^(?:cause|code|actual|expected|operator|generatedMessage|kept|stack|message|name)$/.test(k))
        continue;
      out += yaml(within, k, v, below);
    }
    if (isError) out += ofError(within, value, below);
    return out;
  }
  const UNWRAPPED = /^(?:testCodeFailure|uncaughtException|unhandledRejection|hookFailed)$/;
  function ofError(indent, error, seen) {
    const { cause } = error;
    const own = error.code === "ERR_TEST_FAILURE" && UNWRAPPED.test(error.failureType) && cause !== undefined;
    const e = own && typeof cause === "object" && cause !== null ? cause : error;
    const isAssertion = e.operator !== undefined || e.code === "ERR_ASSERTION";
    let out = yaml(indent, "error", e.message ?? "<unknown error>", seen);
    const code = e.code ?? error.code;
    if (code) out += yaml(indent, "code", code, seen);
    if (e.name && e.name !== "Error") out += yaml(indent, "name", e.name, seen);
    if (isAssertion) for (const key of ["expected", "actual", "operator"]) out += yaml(indent, key, e[key], seen);
    const frames = String(e.stack ?? "")
      .split("\n")
      .filter((l) => l.startsWith("    at "))
      .map((l) => l.slice(7));
    const shown = e === error && !error.kept && error.failureType ? [] : frames;
    // One line that is alone stands in a block as well.
    if (shown.length) out += `${indent}stack: |-\n${shown.map((l) => `${indent}  ${l}\n`).join("")}`;
    return out;
  }

  exports.create = (write) => {
    const pad = (nesting) => "    ".repeat(nesting);
    let passed = 0;
    return {
      begin: () => write("TAP version 13\n"),
      event(e) {
        const indent = pad(e.nesting);
        if (e.type === "start") return write(`${indent}# Subtest: ${escaped(e.name)}\n`);
        if (e.type === "plan") return write(`${indent}1..${e.count}\n`);
        if (e.type === "note" || e.type === "output") return write(`${indent}# ${escaped(e.message)}\n`);
        if (e.nesting === 0) passed++;
        const mark = e.skip !== undefined ? reason("SKIP", e.skip) : reason("TODO", e.todo);
        write(`${indent}${e.type === "fail" ? "not ok" : "ok"} ${e.number} - ${escaped(e.name)}${mark}\n`);
        write(`${indent}  ---\n${indent}  duration_ms: ${e.duration}\n`);
        if (e.kind === "suite") write(`${indent}  type: 'suite'\n`);
        if (e.error) {
          if (e.place) write(`${indent}  location: '${e.place.file}:${e.place.line}:${e.place.column}'\n`);
          write(yaml(`${indent}  `, "error", e.error));
        }
        return write(`${indent}  ...\n`);
      },
      end(root, counts, duration) {
        write(`1..${passed}\n`);
        for (const note of root.notes) write(`# ${escaped(note)}\n`);
        for (const [name, n] of Object.entries(counts)) write(`# ${name} ${n}\n`);
        write(`# duration_ms ${duration}\n`);
      },
    };
  };
}
