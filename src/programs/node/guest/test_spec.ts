// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** Tests as a tree, for a terminal. */
export function guestTestSpec(exports, internal) {
  const { inspect } = internal.require("inspect");
  exports.create = (write) => {
    const out = internal.light_stdout();
    const colors = Boolean(out.isTTY) && internal.colorDepth() > 2;
    const paint = (code, text) => (colors ? `\u001b[${code}m${text}\u001b[39m` : text);
    const failed = [];
    /** The tests that are open, whose names are not printed yet. */
    const open = [];
    const errorText = (e, indent) => {
      const { error } = e;
      const shown = error.cause === undefined && error.message !== "undefined" ? error : error.cause;
      const text = inspect(shown, { colors, breakLength: Infinity });
      return `${indent}  ${text.replace(/\n/g, `\n${indent}  `)}\n`;
    };
    const line = (e, indent) => {
      const grey = paint(90, `(${e.duration}ms)`);
      const mark =
        e.skip !== undefined
          ? ` # ${typeof e.skip === "string" && e.skip ? e.skip : "SKIP"}`
          : e.todo !== undefined
            ? ` # ${typeof e.todo === "string" && e.todo ? e.todo : "TODO"}`
            : "";
      const [symbol, colour] = e.type === "fail" ? ["✖ ", 31] : e.skip !== undefined ? ["﹣ ", 90] : ["✔ ", 32];
      return `${indent}${paint(colour, `${symbol}${e.name} ${grey}${mark}`)}\n`;
    };
    return {
      failure: (e) => write(`${line(e, "")}${errorText(e, "")}`),
      begin() {},
      event(e) {
        const indent = "  ".repeat(e.nesting);
        if (e.type === "start") {
          for (const above of open.splice(0))
            if (above.nesting < e.nesting) write(`${"  ".repeat(above.nesting)}▶ ${above.name}\n`);
          open.push(e);
        } else if (e.type === "output") write(`${e.message}\n`);
        else if (e.type === "note") write(`${indent}${paint(34, `ℹ ${e.message}`)}\n`);
        else if (e.type !== "plan") {
          open.length = 0;
          write(line(e, indent));
          if (e.type !== "fail" || e.error.failureType === "subtestsFailed") return;
          failed.push(e);
          write(`${errorText(e, indent)}\n`);
        }
      },
      end(root, counts, duration) {
        for (const note of root.notes) write(`${paint(34, `ℹ ${note}`)}\n`);
        for (const [name, n] of Object.entries(counts)) write(`${paint(34, `ℹ ${name} ${n}`)}\n`);
        write(`${paint(34, `ℹ duration_ms ${duration}`)}\n`);
        if (!failed.length) return;
        write(`\n${paint(31, "✖ failing tests:")}\n`);
        for (const e of failed) {
          const file = e.place && internal.require("path").relative(process.cwd(), e.place.file);
          write(
            `\n${e.place ? `test at ${file}:${e.place.line}:${e.place.column}\n` : ""}${line(e, "")}${errorText(e, "")}`,
          );
        }
      },
    };
  };
}
