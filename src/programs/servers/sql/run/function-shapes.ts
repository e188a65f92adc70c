import type { Call } from "../ast.ts";
import { Decimal, Float, type Value } from "../values/value.ts";
import type { Scope } from "./scope.ts";
import { isWhole, joined, numberShape, type Shape, scaleOf } from "./shapes.ts";

const WHOLE =
  /^(length|char_length|character_length|octet_length|bit_length|ascii|ord|instr|locate|position|strcmp|field|find_in_set|year|month|day|dayof(month|week|year)|week|weekofyear|weekday|yearweek|quarter|hour|minute|second|microsecond|datediff|timestampdiff|to_days|to_seconds|time_to_sec|period_(add|diff)|extract|sign|isnull|json_(length|valid|contains|contains_path|depth|overlaps)|regexp_(like|instr)|crc32|sleep|interval|is_uuid|bit_count|benchmark|inet_aton)$/;
const LONG = /^(last_insert_id|connection_id|row_count|found_rows|unix_timestamp)$/;
const DOUBLE = /^(sqrt|pow|power|exp|ln|log|log2|log10|sin|cos|tan|cot|asin|acos|atan|atan2|degrees|radians|rand)$/;
/** Null also where no argument is: a text may be no date, a number out of reach. */
const DOUBTFUL =
  /^(year|month|day|dayof.*|week|weekofyear|weekday|yearweek|quarter|hour|minute|second|microsecond|datediff|timestamp.*|date|time|date_.*|adddate|subdate|last_day|makedate|maketime|str_to_date|from_unixtime|from_days|to_days|sec_to_time|time_to_sec|timediff|addtime|subtime|dayname|monthname|extract|sqrt|ln|log|log2|log10|mod|elt|nullif|unhex|from_base64|json_(extract|keys|unquote|value|search|length|type)|substring_index|database|schema|hex|conv|format|lpad|rpad|repeat|inet_.*|bin|oct)$/;
const JSON_TYPE =
  /^json_(object|array|extract|keys|set|insert|replace|remove|merge|merge_patch|merge_preserve|array_append|array_insert|search)$/;

/** What MySQL says of a function's value before it has a row. `args`: what it says of its arguments. */
export function functionShape(e: Call, args: readonly Shape[], s: Scope): Shape {
  const { name } = e;
  const [first = { type: "null", nullable: true }, second = first, third = second] = args;
  const any = args.some((a) => a.nullable);
  const nullable = any || DOUBTFUL.test(name);
  if (name.startsWith("@@"))
    return {
      type: /^@@(port|max_connections|autocommit|.*_(size|timeout|checks|len))$/.test(name) ? "bigint" : "varchar",
      nullable: false,
    };
  if (name.startsWith("@")) {
    const set = s.session.userVariables.get(name.slice(1));
    return { type: args.length ? first.type : set === undefined ? "varchar" : shapeOfValue(set), nullable: true };
  }
  if (WHOLE.test(name)) return { type: "int", nullable: name === "isnull" ? false : nullable };
  if (LONG.test(name)) return { type: "bigint", nullable: any };
  if (DOUBLE.test(name)) return { type: "double", nullable };
  if (name === "pi") return { type: "decimal(7,6)", nullable: false };
  if (JSON_TYPE.test(name)) return { type: "json", nullable };
  switch (name) {
    case "coalesce":
    case "ifnull":
      return { ...joined(args), nullable: args.every((a) => a.nullable) };
    case "if":
      return joined([second, third]);
    case "nullif":
      return { type: first.type, nullable: true };
    case "unhex":
    case "from_base64":
    case "char":
      return { type: "varbinary(255)", nullable };
    case "greatest":
    case "least":
      return joined(args);
    case "round":
    case "truncate":
      return rounded(e, first, any);
    case "ceil":
    case "ceiling":
    case "floor":
      return { type: scaleOf(first.type) !== undefined || isWhole(first.type) ? "bigint" : "double", nullable: any };
    case "abs":
      return { ...numberShape(first), nullable: any };
    case "mod": {
      const all = args.map(numberShape);
      return { ...joined(all), nullable: true };
    }
    case "now":
    case "sysdate":
    case "localtime":
    case "localtimestamp":
    case "current_timestamp":
    case "utc_timestamp":
      return {
        type: e.args[0]?.kind === "literal" && e.args[0].value ? `datetime(${e.args[0].value})` : "datetime",
        nullable: false,
      };
    case "curdate":
    case "current_date":
    case "utc_date":
      return { type: "date", nullable: false };
    case "curtime":
    case "current_time":
    case "utc_time":
      return { type: "time", nullable: false };
    case "date":
    case "last_day":
    case "makedate":
    case "from_days":
      return { type: "date", nullable: true };
    case "time":
    case "timediff":
    case "maketime":
    case "sec_to_time":
      return { type: "time", nullable: true };
    case "date_add":
    case "date_sub":
    case "adddate":
    case "subdate":
      return { type: /^(date|datetime|timestamp|time)/.test(first.type) ? first.type : "varchar", nullable: true };
    case "str_to_date": {
      const format = e.args[1]?.kind === "literal" ? String(e.args[1].value) : "%Y %H";
      const [timed, dated] = [/%[HkhIlisSfTrp]/.test(format), /%[YymcdeDMbj]/.test(format)];
      return { type: timed && dated ? "datetime" : timed ? "time" : "date", nullable: true };
    }
    case "timestampadd":
      return { type: /^(date|datetime|timestamp)/.test(third.type) ? third.type : "varchar", nullable: true };
    case "timestamp":
      return { type: "datetime", nullable: true };
    case "from_unixtime":
      return { type: args.length > 1 ? "varchar" : "datetime", nullable: true };
    case "lag":
    case "lead":
      return { type: first.type, nullable: true };
    default:
      return { type: "varchar", nullable };
  }
}

/** The type of a user variable. */
function shapeOfValue(v: Value): string {
  if (typeof v === "number" || typeof v === "boolean") return "bigint";
  if (v instanceof Decimal) return `decimal(65,${v.scale})`;
  return v instanceof Float ? "double" : "varchar";
}

/** ROUND(x, n): so many places as are asked for, not more than there are. */
function rounded(e: Call, first: Shape, nullable: boolean): Shape {
  const number = numberShape(first);
  const scale = scaleOf(number.type);
  if (scale === undefined) return { ...number, nullable };
  const [, by] = e.args;
  const negative = by?.kind === "unary";
  const places = negative ? 0 : by?.kind === "literal" ? Number(by.value) : by ? scale : 0;
  return { type: `decimal(32,${Math.max(0, Math.min(scale, places))})`, nullable };
}
