import { expect, test } from "vitest";
import { CsvError, csvRecord } from "./csv.ts";
import { canonicalIP, isIP, isMAC } from "./ip.ts";

const fields = (text: string) => {
  try {
    return csvRecord(text);
  } catch (error) {
    return error instanceof CsvError ? error.message : error;
  }
};

test("a CSV record: quoted fields hold commas and doubled quotes", () => {
  expect(fields('a=1,"b=2,3","say ""x""",')).toEqual(["a=1", "b=2,3", 'say "x"', ""]);
});

test("mistakes in a CSV record, by column", () => {
  expect(fields("")).toBe("EOF");
  expect(fields('type=bi"nd,src=/a')).toBe('parse error on line 1, column 8: bare " in non-quoted-field');
  expect(fields('type=bind,"src=/a,dst=/b')).toBe(
    'parse error on line 1, column 25: extraneous or missing " in quoted-field',
  );
  expect(fields('"a"b')).toBe('parse error on line 1, column 3: extraneous or missing " in quoted-field');
});

test("addresses, and how Go prints them", () => {
  expect(
    ["1.2.3.4", "1.2.3", "1.2.3.256", "01.2.3.4", "::1", "fe80::1%eth0", "1::2::3", "::ffff:1.2.3.4"].map(isIP),
  ).toEqual([true, false, false, false, true, false, false, true]);
  expect(["0:0:0:0:0:0:0:1", "2001:DB8::0:1", "::ffff:1.2.3.4", "::"].map(canonicalIP)).toEqual([
    "::1",
    "2001:db8::1",
    "1.2.3.4",
    "::",
  ]);
  expect(["92:d0:c6:0a:29:33", "02-42-ac-11-00-02", "0242.ac11.0002", "zz", "1:2"].map(isMAC)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});
