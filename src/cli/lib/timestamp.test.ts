import { expect, test } from "vitest";
import { CliError } from "../command.ts";
import { flagTimestamp, timestamp } from "./timestamp.ts";

const NOW = Date.UTC(2026, 10, 24, 12, 0, 0, 500) * 1000;

const refusal = (value: string): string => {
  try {
    return timestamp(value, NOW);
  } catch (error) {
    return error instanceof CliError ? error.message : String(error);
  }
};

test("a span counts back from now, in whole seconds", () => {
  const now = Math.floor(NOW / 1e6);
  expect(["1h", "90s", "0", "-1m"].map((v) => timestamp(v, NOW))).toEqual([
    String(now - 3600),
    String(now - 90),
    "0",
    String(now + 60),
  ]);
});

test("dates and times, in UTC unless they name a zone", () => {
  expect(
    [
      "2026-11-24",
      "2026-11-24T12",
      "2026-11-24T12:30",
      "2026-11-24T12:30:15",
      "2026-11-24T12:30:15Z",
      "2026-11-24T12:30:15+02:00",
      "2026-11-24T12:30:15.25",
      "2026-11-24T12:30:15.123456789Z",
    ].map((v) => timestamp(v, NOW)),
  ).toEqual([
    "1795478400.000000000",
    "1795521600.000000000",
    "1795523400.000000000",
    "1795523415.000000000",
    "1795523415.000000000",
    "1795516215.000000000",
    "1795523415.250000000",
    "1795523415.123456789",
  ]);
});

test("a unix time stays as it is", () => {
  expect(timestamp("1795523415.5", NOW)).toBe("1795523415.5");
});

test("what is no time is refused in the client's words", () => {
  expect(["foo", "2020-13-01", "2020-02-30", "20-1-1", "2020-01-01x"].map(refusal)).toEqual([
    'failed to parse value as time or duration: "foo"',
    'parsing time "2020-13-01": month out of range',
    'parsing time "2020-02-30": day out of range',
    'parsing time "20-1-1" as "2006-01-02": cannot parse "20-1-1" as "2006"',
    'parsing time "2020-01-01x": extra text: "x"',
  ]);
  expect(() => flagTimestamp("since", "yesterday", NOW)).toThrow(
    'invalid value for "since": failed to parse value as time or duration: "yesterday"',
  );
});
