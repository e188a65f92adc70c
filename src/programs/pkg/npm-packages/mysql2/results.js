// What the server answers as the client gives it on.
const util = require("util");
const ERRORS = require("./errors.js");

class ResultSetHeader {
  constructor(fields) {
    Object.assign(this, fields);
  }
}

/** Numbers of types, and what the server's protocol calls them. */
const TYPES = {
  decimal: [246, "NEWDECIMAL", "DECIMAL"],
  tinyint: [1, "TINY", "TINYINT"],
  smallint: [2, "SHORT", "SMALLINT"],
  int: [3, "LONG", "INT"],
  float: [4, "FLOAT", "FLOAT"],
  double: [5, "DOUBLE", "DOUBLE"],
  null: [6, "NULL", "NULL"],
  timestamp: [7, "TIMESTAMP", "TIMESTAMP"],
  bigint: [8, "LONGLONG", "BIGINT"],
  mediumint: [9, "INT24", "MEDIUMINT"],
  date: [10, "DATE", "DATE"],
  time: [11, "TIME", "TIME"],
  datetime: [12, "DATETIME", "DATETIME"],
  year: [13, "YEAR", "YEAR"],
  json: [245, "JSON", "JSON"],
  text: [252, "BLOB", "TEXT"],
  blob: [252, "BLOB", "BLOB"],
  varchar: [253, "VAR_STRING", "VARCHAR"],
  varbinary: [253, "VAR_STRING", "VARBINARY"],
  char: [254, "STRING", "CHAR"],
  binary: [254, "STRING", "BINARY"],
  enum: [254, "STRING", "CHAR"],
  set: [254, "STRING", "CHAR"],
};
const LENGTHS = {
  tinyint: 4,
  smallint: 6,
  mediumint: 9,
  int: 11,
  bigint: 20,
  float: 12,
  double: 22,
  date: 10,
  time: 10,
  datetime: 19,
  timestamp: 19,
  year: 4,
  json: 4294967295,
  text: 262140,
  blob: 65535,
};

const baseOf = (type) => {
  const base = type.replace(/\(.*/, "").replace(/ .*/, "");
  return base.replace(/^(tiny|medium|long)(text|blob)$/, "$2");
};

class ColumnDefinition {
  constructor(column, schema) {
    const base = baseOf(column.type);
    const [number = 253, protocol = "VAR_STRING"] = TYPES[base] ?? [];
    const length = Number(/\((\d+)/.exec(column.type)?.[1] ?? 0);
    const text = /char|text|enum|set/.test(base);
    const hide = (name, value) => Object.defineProperty(this, name, { value, enumerable: false, writable: true });
    hide("shown", TYPES[base]?.[2] ?? "VARCHAR");
    hide("nullable", column.nullable !== false);
    this.catalog = "def";
    this.schema = column.table ? (schema ?? "") : "";
    this.name = column.name;
    this.orgName = column.table ? column.name : "";
    this.table = column.table ?? "";
    this.orgTable = column.table ?? "";
    this.characterSet = text ? 224 : 63;
    this.encoding = text ? "utf8" : "binary";
    this.columnLength = LENGTHS[base] ?? (base === "decimal" ? length + 2 : text ? length * 4 : length);
    this.type = number;
    this.flags = this.nullable ? [] : ["NOT NULL"];
    this.decimals = Number(/,\s*(\d+)\)/.exec(column.type)?.[1] ?? (/^(float|double)/.test(base) ? 31 : 0));
    this.typeName = protocol;
    hide("columnType", number);
    hide("db", this.schema);
  }

  /** Within a list it is shown as it would stand in CREATE TABLE. */
  [util.inspect.custom](depth, options, inspect) {
    if (depth === options.depth || depth === undefined) return inspect({ ...this }, options);
    const length = /CHAR/.test(this.shown) ? this.columnLength / 4 : this.columnLength;
    const size = /^(TEXT|BLOB|JSON)$/.test(this.shown) ? "" : `(${length})`;
    return `\`${this.name}\` ${this.shown}${size}${this.nullable ? "" : " NOT NULL"}`;
  }
}

/** The server's failure as an error. `sql`: the statement, where there is one. */
function serverError(failure, sql) {
  const error = new Error(failure.message);
  error.code = ERRORS[failure.number] ?? `UNKNOWN_CODE_PLEASE_REPORT`;
  error.errno = failure.number;
  if (sql !== undefined) error.sql = sql;
  error.sqlState = failure.state;
  error.sqlMessage = failure.message;
  return error;
}

/** A value as JavaScript has it. */
function converted(v, type, o) {
  if (v === null) return null;
  const base = baseOf(type);
  if (base === "datetime" || base === "timestamp" || base === "date") {
    const strings = o.dateStrings;
    if (strings === true || (Array.isArray(strings) && strings.some((t) => t.toLowerCase() === base))) return v;
    const [day, time = "00:00:00"] = String(v).split(" ");
    const zone = o.timezone === undefined || o.timezone === "local" ? "" : o.timezone;
    return new Date(`${day}T${time}${zone}`);
  }
  if (base === "json") return typeof v === "string" && !o.jsonStrings ? JSON.parse(v) : v;
  if (base === "decimal") return o.decimalNumbers ? Number(v) : String(v);
  if (base === "bigint") {
    const exact = Number.isSafeInteger(Number(v));
    if (o.supportBigNumbers && (o.bigNumberStrings || !exact)) return String(v);
    return Number(v);
  }
  if (/blob$|binary$/.test(base)) return Buffer.from(String(v), "utf8");
  if (v === true || v === false) return v ? 1 : 0;
  return v;
}

/** What the typeCast function of the settings gets. */
function castField(column, value, next) {
  const [, protocol = "VAR_STRING"] = TYPES[baseOf(column.type)] ?? [];
  return [
    {
      type: protocol,
      length: 0,
      db: "",
      table: column.table ?? "",
      name: column.name,
      string: () => (value === null ? null : String(value)),
      buffer: () => (value === null ? null : Buffer.from(String(value))),
      geometry: () => null,
    },
    next,
  ];
}

/** Rows as the settings want them: objects, arrays, or objects of tables. */
function rowsOf(result, o) {
  const { columns } = result;
  const value = (v, c) => {
    const next = () => converted(v, c.type, o);
    if (typeof o.typeCast === "function") return o.typeCast(...castField(c, v, next));
    return o.typeCast === false ? (v === null ? null : Buffer.from(String(v))) : next();
  };
  return result.rows.map((row) => {
    const cells = row.map((v, i) => value(v, columns[i]));
    if (o.rowsAsArray) return cells;
    const out = o.Row ? new o.Row() : {};
    columns.forEach((c, i) => {
      if (o.nestTables === true) {
        out[c.table ?? ""] ??= {};
        out[c.table ?? ""][c.name] = cells[i];
      } else out[typeof o.nestTables === "string" ? `${c.table ?? ""}${o.nestTables}${c.name}` : c.name] = cells[i];
    });
    return out;
  });
}

/** `[rows, fields]` or `[header, undefined]`. `moved`: the database that a USE has chosen. */
function resultOf(reply, o, moved) {
  const { result } = reply;
  if (result.columns) return [rowsOf(result, o), result.columns.map((c) => new ColumnDefinition(c, reply.database))];
  const changed = /Changed:\s*(\d+)/.exec(result.info ?? "")?.[1];
  const status = (reply.inTransaction ? 3 : 2) + (moved === undefined ? 0 : 16384);
  const header = new ResultSetHeader({
    fieldCount: 0,
    // The client asks for rows found, not changed.
    affectedRows: result.matched ?? result.affected,
    insertId: result.insertId ?? 0,
    info: result.info ?? "",
    serverStatus: status,
    warningStatus: result.warnings ?? 0,
  });
  if (moved !== undefined)
    header.stateChanges = { systemVariables: {}, schema: moved, gtids: [], trackStateChange: null };
  header.changedRows = changed === undefined ? 0 : Number(changed);
  return [header, undefined];
}

module.exports = { ResultSetHeader, resultOf, serverError };
