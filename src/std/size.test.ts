import { expect, test } from "vitest";
import { durationString, humanDuration, parseDuration } from "./duration.ts";
import { bytesSize, humanSize, parseHumanSize, parseRamBytes } from "./size.ts";

const attempt = <T>(fn: () => T): T | string => {
  try {
    return fn();
  } catch (e) {
    return e instanceof Error ? e.message : String(e);
  }
};

test("sizes as images, ps and stats print them", () => {
  expect([0, 5, 999, 1000, 13256, 1_980_000, 119_800_000].map((n) => humanSize(n))).toEqual([
    "0B",
    "5B",
    "999B",
    "1kB",
    "13.26kB",
    "1.98MB",
    "119.8MB",
  ]);
  expect([2_072_000, 119_840_000, 999_900, 1_234_567_890].map((n) => humanSize(n, 3))).toEqual([
    "2.07MB",
    "120MB",
    "1e+03kB",
    "1.23GB",
  ]);
  expect([0, 32_820_000, 1023.99 * 1024, 16_665_000_000].map((n) => bytesSize(n))).toEqual([
    "0B",
    "31.3MiB",
    "1024KiB",
    "15.52GiB",
  ]);
});

test("sizes are read with Docker's units and refused in its words", () => {
  expect(["512m", "1.5g", "64KiB", "1 m", "5tb", "10b", "1e3", ".5k", "7"].map(parseRamBytes)).toEqual([
    536870912, 1610612736, 65536, 1048576, 5497558138880, 10, 1000, 512, 7,
  ]);
  expect(parseHumanSize("10kB")).toBe(10_000);
  expect(
    ["abc", "", "-1", "1.1.1", " 7m", "7m ", "1x", "1kbb", "1GiBs"].map((s) => attempt(() => parseRamBytes(s))),
  ).toEqual([
    "invalid size: 'abc'",
    "invalid size: ''",
    "invalid size: '-1'",
    'strconv.ParseFloat: parsing "1.1.1": invalid syntax',
    'strconv.ParseFloat: parsing " 7": invalid syntax',
    'strconv.ParseFloat: parsing "7m": invalid syntax',
    "invalid suffix: 'x'",
    "invalid suffix: 'kbb'",
    "invalid suffix: 'GiBs'",
  ]);
});

test("how long ago in words", () => {
  const spans = [0, 1.9, 59, 60, 119, 120, 3599, 3600, 5400, 47 * 3600, 48 * 3600, 14 * 86400, 61 * 86400, 731 * 86400];
  expect(spans.map(humanDuration)).toEqual([
    "Less than a second",
    "1 second",
    "59 seconds",
    "About a minute",
    "About a minute",
    "2 minutes",
    "59 minutes",
    "About an hour",
    "2 hours",
    "47 hours",
    "2 days",
    "2 weeks",
    "2 months",
    "2 years",
  ]);
});

test("Go's durations are printed and read", () => {
  expect([0, 5, 1500, 2e8, 1.5e9, 60e9, 90e9, 5400e9, -5e9].map(durationString)).toEqual([
    "0s",
    "5ns",
    "1.5µs",
    "200ms",
    "1.5s",
    "1m0s",
    "1m30s",
    "1h30m0s",
    "-5s",
  ]);
  expect(["0", "1m", "1h30m", "1.5s", "-5s", "1us", "1µs", ".5s", "100ms"].map(parseDuration)).toEqual([
    0, 60e9, 5400e9, 1.5e9, -5e9, 1000, 1000, 5e8, 1e8,
  ]);
  expect(["abc", "", "5", "1m 2s", "1x", ".s", "9999999999h", "-"].map((s) => attempt(() => parseDuration(s)))).toEqual(
    [
      'time: invalid duration "abc"',
      'time: invalid duration ""',
      'time: missing unit in duration "5"',
      'time: unknown unit "m " in duration "1m 2s"',
      'time: unknown unit "x" in duration "1x"',
      'time: invalid duration ".s"',
      'time: invalid duration "9999999999h"',
      'time: invalid duration "-"',
    ],
  );
});
