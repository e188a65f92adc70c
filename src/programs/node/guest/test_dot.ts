// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** Tests as one sign each. */
export function guestTestDot(exports, internal) {
  exports.create = (write) => {
    const spec = internal.require("test_spec").create(write);
    let n = 0;
    const failed = [];
    return {
      begin() {},
      event(e) {
        if (e.type !== "pass" && e.type !== "fail") return;
        write(e.type === "pass" ? "." : "X");
        if (++n % 20 === 0) write("\n");
        if (e.type === "fail" && e.error.failureType !== "subtestsFailed") failed.push(e);
      },
      end() {
        write("\n");
        if (!failed.length) return;
        write("\nFailed tests:\n\n");
        for (const e of failed) spec.failure({ ...e, nesting: 0 });
      },
    };
  };
}
