// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `perf_hooks`. */
export function guestPerfHooks(exports, internal) {
  const origin = internal.call("now");
  const marks = [];
  const now = () => (internal.call("now") - origin) / 1000 + 25;
  class PerformanceEntry {
    constructor(name, entryType, startTime, duration, detail) {
      Object.assign(this, { name, entryType, startTime, duration, detail });
    }
    toJSON() {
      return { ...this };
    }
  }
  class PerformanceMark extends PerformanceEntry {}
  class PerformanceMeasure extends PerformanceEntry {}
  class Performance {
    get timeOrigin() {
      return origin / 1000 - 25;
    }
    now() {
      return now();
    }
    mark(name, o = {}) {
      const m = new PerformanceMark(
        name,
        "mark",
        o.startTime === undefined ? now() : o.startTime,
        0,
        o.detail === undefined ? null : o.detail,
      );
      marks.push(m);
      return m;
    }
    measure(name, a, b) {
      const at = (x, d) =>
        x === undefined
          ? d
          : typeof x === "number"
            ? x
            : (marks.filter((m) => m.name === x).at(-1) || { startTime: d }).startTime;
      const o = typeof a === "object" && a !== null ? a : { start: a, end: b };
      const start = at(o.start, 0);
      const m = new PerformanceMeasure(name, "measure", start, at(o.end, now()) - start, null);
      marks.push(m);
      return m;
    }
    getEntries() {
      return [...marks];
    }
    getEntriesByName(n, t) {
      return marks.filter((m) => m.name === n && (!t || m.entryType === t));
    }
    getEntriesByType(t) {
      return marks.filter((m) => m.entryType === t);
    }
    clearMarks(n) {
      for (let i = marks.length - 1; i >= 0; i--)
        if (marks[i].entryType === "mark" && (!n || marks[i].name === n)) marks.splice(i, 1);
    }
    clearMeasures() {}
    timerify(fn) {
      return fn;
    }
    eventLoopUtilization() {
      return { idle: 0, active: 0, utilization: 0 };
    }
    toJSON() {
      return { timeOrigin: this.timeOrigin };
    }
  }
  exports.performance = new Performance();
  Object.assign(exports, {
    PerformanceEntry,
    PerformanceMark,
    PerformanceMeasure,
    Performance,
    PerformanceObserver: class PerformanceObserver {
      observe() {}
      disconnect() {}
    },
    monitorEventLoopDelay: () => ({
      enable() {},
      disable() {},
      min: 0,
      max: 0,
      mean: 0,
      stddev: 0,
      percentile: () => 0,
    }),
    constants: {},
  });
}
