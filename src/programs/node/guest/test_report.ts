// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** What is printed of tests: as TAP, or for a terminal as a tree; to the parent of a file that `node --test` runs, as lines of JSON. */
export function guestTestReport(exports, internal) {
  const { options } = internal;
  const counts = { tests: 0, suites: 0, pass: 0, fail: 0, cancelled: 0, skipped: 0, todo: 0 };
  const child = process.env.NODE_TEST_CONTEXT === "child-v8";
  const reporter = () => {
    const name = options.testReporter || (internal.light_stdout().isTTY ? "spec" : "tap");
    if (!/^(?:spec|tap|dot)$/.test(name)) throw new Error(`drydock: the test reporter ${name} is not simulated`);
    return internal.require(`test_${name}`).create((text) => (out += text));
  };
  let out = "";
  let report;
  let scheduled = false;
  /** What is told in one turn comes out behind it. */
  const flush = () => {
    scheduled = false;
    if (!out) return;
    const text = out;
    out = "";
    process.stdout.write(text);
  };
  const later = () => {
    if (!scheduled) setImmediate(flush);
    scheduled = true;
  };

  const count = (e) => {
    if (e.kind === "suite") {
      counts.suites++;
      return;
    }
    counts.tests++;
    if (e.skip !== undefined) counts.skipped++;
    else if (e.todo !== undefined) counts.todo++;
    else if (e.cancelled) counts.cancelled++;
    else counts[e.type]++;
  };
  exports.counts = counts;
  exports.begin = () => {
    if (child || report) return;
    report = reporter();
    report.begin();
    later();
  };
  const sent = (e) => {
    const error = e.error && internal.require("test_sent").pack(e.error);
    out += `\u0001${JSON.stringify({ ...e, error })}\n`;
    later();
  };
  exports.event = (e) => {
    if (e.type === "pass" || e.type === "fail") count(e);
    if (child) return sent(e);
    report.event(e);
    later();
    return undefined;
  };
  exports.end = ({ root, duration }) => {
    if (child) {
      for (const message of root.notes) sent({ type: "note", nesting: 0, message });
      flush();
      return;
    }
    report.end(root, counts, duration);
    flush();
  };
}
