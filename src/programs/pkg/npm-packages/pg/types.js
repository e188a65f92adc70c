// What texts of each type become, by the types' numbers.
const { parseInterval } = require("./interval.js");

const builtins = {
  BOOL: 16,
  BYTEA: 17,
  CHAR: 18,
  INT8: 20,
  INT2: 21,
  INT4: 23,
  REGPROC: 24,
  TEXT: 25,
  OID: 26,
  TID: 27,
  XID: 28,
  CID: 29,
  JSON: 114,
  XML: 142,
  FLOAT4: 700,
  FLOAT8: 701,
  INET: 869,
  BPCHAR: 1042,
  VARCHAR: 1043,
  DATE: 1082,
  TIME: 1083,
  TIMESTAMP: 1114,
  TIMESTAMPTZ: 1184,
  INTERVAL: 1186,
  TIMETZ: 1266,
  NUMERIC: 1700,
  UUID: 2950,
  JSONB: 3802,
};

/** The items of `{a,"b c",NULL}`; lists within lists. */
function parseArray(text, item) {
  let i = text.indexOf("{") + 1;
  const list = () => {
    const out = [];
    for (;;) {
      const c = text[i];
      if (c === undefined || c === "}") {
        i++;
        return out;
      }
      if (c === ",") i++;
      else if (c === "{") {
        i++;
        out.push(list());
      } else if (c === '"') {
        let s = "";
        for (i++; text[i] !== '"'; i++) {
          if (text[i] === "\\") i++;
          s += text[i];
        }
        i++;
        out.push(item(s));
      } else {
        const end = text.slice(i).search(/[,}]/);
        const s = text.slice(i, i + end);
        i += end;
        out.push(s === "NULL" ? null : item(s));
      }
    }
  };
  return list();
}

/** `2024-01-02 03:04:05.678+00` as a Date; without a zone by the clock here. */
function parseDate(text) {
  if (text === "infinity") return Number.POSITIVE_INFINITY;
  if (text === "-infinity") return Number.NEGATIVE_INFINITY;
  const m =
    /^(\d{1,})-(\d\d)-(\d\d)(?: (\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?)?(?:([+-])(\d\d)(?::?(\d\d))?)?( BC)?$/.exec(text);
  if (!m) return null;
  const [, y, mo, d, h, mi, s, f, sign, zh, zm] = m;
  const ms = f ? Math.trunc(Number(`0.${f}`) * 1000) : 0;
  const year = m[11] ? 1 - Number(y) : Number(y);
  if (sign === undefined) {
    const date = new Date(year, Number(mo) - 1, Number(d), Number(h || 0), Number(mi || 0), Number(s || 0), ms);
    if (year >= 0 && year < 100) date.setFullYear(year);
    return date;
  }
  const offset = (sign === "-" ? -1 : 1) * (Number(zh) * 60 + Number(zm || 0)) * 60000;
  return new Date(
    Date.UTC(year, Number(mo) - 1, Number(d), Number(h || 0), Number(mi || 0), Number(s || 0), ms) - offset,
  );
}

const parseBytea = (text) => (text.startsWith("\\x") ? Buffer.from(text.slice(2), "hex") : Buffer.from(text));
const whole = (text) => Number.parseInt(text, 10);
const number = (text) => Number.parseFloat(text);
const isTrue = (text) => text === "t" || text === "true" || text === "TRUE" || text === "y" || text === "1";
const asIs = (text) => String(text);
const arrayOf = (item) => (text) => parseArray(text, item);

const standard = {
  16: isTrue,
  17: parseBytea,
  20: asIs,
  21: whole,
  23: whole,
  26: whole,
  114: JSON.parse,
  700: number,
  701: number,
  1082: parseDate,
  1114: parseDate,
  1184: parseDate,
  1186: parseInterval,
  3802: JSON.parse,
  1000: arrayOf(isTrue),
  1001: arrayOf(parseBytea),
  1005: arrayOf(whole),
  1007: arrayOf(whole),
  1009: arrayOf(asIs),
  1014: arrayOf(asIs),
  1015: arrayOf(asIs),
  1016: arrayOf(asIs),
  1021: arrayOf(number),
  1022: arrayOf(number),
  1028: arrayOf(asIs),
  1115: arrayOf(parseDate),
  1182: arrayOf(parseDate),
  1183: arrayOf(asIs),
  1185: arrayOf(parseDate),
  1187: arrayOf(parseInterval),
  1231: arrayOf(number),
  199: arrayOf(JSON.parse),
  3807: arrayOf(JSON.parse),
  2951: arrayOf(asIs),
};

const own = new Map();

function getTypeParser(oid) {
  return own.get(Number(oid)) || standard[oid] || asIs;
}

function setTypeParser(oid, format, parse) {
  own.set(Number(oid), typeof format === "function" ? format : parse);
}

module.exports = {
  builtins,
  getTypeParser,
  setTypeParser,
  arrayParser: { create: (text, item) => ({ parse: () => parseArray(text, item || asIs) }) },
};
