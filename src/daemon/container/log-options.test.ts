import { expect, test } from "vitest";
import { ApiError } from "../../api/errors.ts";
import { checkLogging, rotationOf, verifyLogging } from "./log-options.ts";
import type { ContainerRecord } from "./record.ts";

function said(fn: () => void): string {
  try {
    fn();
    return "taken";
  } catch (e) {
    if (e instanceof ApiError) return e.message.replace(/^.*failed to initialize logging driver: /, "at the start: ");
    throw e;
  }
}

const both = (Type: string, Config: Record<string, string>) =>
  said(() => {
    verifyLogging({ Type, Config });
    checkLogging({ hostConfig: { LogConfig: { Type, Config } } } as ContainerRecord);
  });

test("the options of log drivers are checked partly at create, partly when the log is opened", () => {
  expect([
    both("json-file", { "max-size": "10k", "max-file": "2", compress: "true" }),
    both("json-file", { "max-file": "0" }),
    both("json-file", { "max-file": "x" }),
    both("json-file", { compress: "true" }),
    both("json-file", { compress: "perhaps" }),
    both("json-file", { "max-size": "" }),
    both("json-file", { mode: "odd" }),
    both("json-file", { "max-buffer-size": "1m" }),
    both("json-file", { mode: "non-blocking", "max-buffer-size": "x" }),
    both("", { colour: "red" }),
    both("local", { labels: "a" }),
    both("local", { "max-size": "x" }),
    both("local", { "max-file": "1" }),
    both("gelf", {}),
    both("journald", {}),
    both("nosuch", {}),
  ]).toEqual([
    "taken",
    "at the start: max-file cannot be less than 1",
    'at the start: strconv.Atoi: parsing "x": invalid syntax',
    "at the start: compress cannot be true when max-file is less than 2 or max-size is not set",
    'at the start: strconv.ParseBool: parsing "perhaps": invalid syntax',
    "at the start: invalid size: ''",
    "logger: logging mode not supported: odd",
    "logger: max-buffer-size option is only supported with 'mode=non-blocking'",
    "error parsing option max-buffer-size: invalid size: 'x'",
    "unknown log opt 'colour' for json-file log driver",
    "unknown log opt 'labels' for log driver local",
    "at the start: invalid value for max-size: x: invalid size: 'x'",
    "at the start: compression cannot be enabled when max file count is 1",
    "gelf-address is a required parameter",
    "at the start: journald is not enabled on this host",
    'error looking up logging plugin nosuch: plugin "nosuch" not found',
  ]);
});

test("json-file turns a log over only when told a size, local always", () => {
  expect([
    rotationOf({ Type: "json-file", Config: {} }),
    rotationOf({ Type: "json-file", Config: { "max-size": "1k", "max-file": "3" } }),
    rotationOf({ Type: "local", Config: {} }),
  ]).toEqual([undefined, { size: 1000, files: 3 }, { size: 20_000_000, files: 5 }]);
});
