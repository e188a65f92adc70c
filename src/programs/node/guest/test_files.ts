// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `node --test`: the files with tests, each in a process of its own, and one report of them all. */
export function guestTestFiles(exports, internal) {
  const { options } = internal;
  const fs = internal.require("fs");
  const path = internal.require("path");
  const report = internal.require("test_report");
  const NAMED = /^(?:test|test-.+|.+[.\-_]test)\.[cm]?js$/;

  /** A folder's test files: what is named so, and all that lies in a folder called `test`. */
  function within(folder, all, found) {
    for (const d of fs.readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const file = path.join(folder, d.name);
      if (d.isDirectory()) {
        if (d.name !== "node_modules") within(file, all || d.name === "test", found);
      } else if (d.isFile() && (NAMED.test(d.name) || (all && /\.[cm]?js$/.test(d.name)))) found.push(file);
    }
    return found;
  }
  function filesOf(asked) {
    const found = [];
    for (const name of asked) {
      const file = path.resolve(name);
      if (!fs.existsSync(file)) {
        internal.call("write", 2, `Could not find '${file}'\n`);
        process.exit(1);
      }
      if (fs.statSync(file).isDirectory()) within(file, path.basename(file) === "test" && asked !== DEFAULT, found);
      else found.push(file);
    }
    return [...new Set(found)].sort();
  }
  const DEFAULT = ["."];

  /** One file: what its process tells, with what it prints itself between. */
  function runFile(file, tell) {
    const began = internal.call("now");
    const { spawn } = internal.require("child_process");
    const names = (options.testNamePatterns ?? []).map((p) => `--test-name-pattern=${p}`);
    const child = spawn(process.execPath, [...names, file], {
      env: { ...process.env, NODE_TEST_CONTEXT: "child-v8" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let tests = 0;
    const lines = (stream, heard) => {
      let rest = "";
      stream.setEncoding("utf8");
      stream.on("data", (text) => {
        const all = (rest + text).split("\n");
        rest = all.pop();
        for (const line of all) heard(line);
      });
      stream.on("end", () => void (rest && heard(rest)));
    };
    lines(child.stdout, (line) => {
      if (line[0] !== "\u0001") return tell({ type: "output", nesting: 0, message: line });
      const e = JSON.parse(line.slice(1));
      if (e.error) e.error = internal.require("test_sent").unpack(e.error);
      if (e.nesting === 0 && e.type !== "note") tests++;
      return tell(e);
    });
    lines(child.stderr, (line) => void (line && tell({ type: "output", nesting: 0, message: line })));
    return new Promise((resolve) => {
      child.on("close", (code, signal) => {
        const duration = (internal.call("now") - began) / 1000;
        if (code === 0 || tests > 0) {
          if (tests === 0) {
            tell({ type: "start", nesting: 0, name: file });
            tell({ type: "pass", kind: "test", nesting: 0, name: file, duration, children: 0 });
          }
          return resolve(code === 0);
        }
        const error = internal.errors.nodeError(Error, "ERR_TEST_FAILURE", "test failed");
        internal.errors.setStackTail(error, "");
        tell({ type: "start", nesting: 0, name: file });
        tell({
          type: "fail",
          kind: "test",
          nesting: 0,
          name: file,
          duration,
          place: { file, line: 1, column: 1 },
          error: Object.assign(error, { failureType: "testCodeFailure", exitCode: code, signal }),
          children: 0,
        });
        return resolve(false);
      });
    });
  }

  exports.run = async () => {
    const began = internal.call("now");
    const asked = options.argv;
    const files = filesOf(asked.length ? asked : DEFAULT);
    report.begin();
    let number = 0;
    let good = true;
    // They run side by side, and are told of one after the other.
    const told = files.map(() => []);
    let at = 0;
    const print = (e) => {
      const top = e.nesting === 0 && (e.type === "pass" || e.type === "fail");
      report.event(top ? { ...e, number: ++number } : e);
    };
    const ended = [];
    const next = () => {
      for (; at < files.length; at++) {
        for (const e of told[at].splice(0)) print(e);
        if (!ended[at]) return;
      }
    };
    const waiting = files.map((file, i) => async () => {
      const passed = await runFile(file, (e) => {
        told[i].push(e);
        next();
      });
      good &&= passed;
      ended[i] = true;
      next();
    });
    const SIDE_BY_SIDE = 3;
    const worker = async () => {
      while (waiting.length) await waiting.shift()();
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
    if (!good) process.exitCode = 1;
    report.end({ root: { notes: [] }, duration: (internal.call("now") - began) / 1000 });
  };
}
