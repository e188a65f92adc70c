/** Where in the server's sources an error of each state is made, as the server tells it. */
const PLACES = {
  "22P02": ["numutils.c", "615", "pg_strtoint32_safe"],
  22001: ["varchar.c", "637", "varchar"],
  22003: ["int.c", "827", "int4pl"],
  22008: ["datetime.c", "4228", "DateTimeParseError"],
  22012: ["int.c", "870", "int4div"],
  23502: ["execMain.c", "2213", "ReportNotNullViolationError"],
  23503: ["ri_triggers.c", "2772", "ri_ReportViolation"],
  23505: ["nbtinsert.c", "666", "_bt_check_unique"],
  23514: ["execMain.c", "2076", "ExecConstraints"],
  25001: ["xact.c", "3660", "PreventInTransactionBlock"],
  "25P01": ["xact.c", "3745", "CheckTransactionBlock"],
  "25P02": ["postgres.c", "1143", "exec_simple_query"],
  28000: ["miscinit.c", "777", "InitializeSessionUserId"],
  "28P01": ["auth.c", "324", "auth_failed"],
  "3D000": ["postinit.c", "1011", "InitPostgres"],
  42601: ["scan.l", "1236", "scanner_yyerror"],
  42501: ["aclchk.c", "2804", "aclcheck_error"],
  42701: ["tablecmds.c", "7695", "check_for_column_name_collision"],
  42703: ["parse_relation.c", "3854", "errorMissingColumn"],
  42803: ["parse_agg.c", "1552", "substitute_grouped_columns_mutator"],
  42846: ["parse_expr.c", "2782", "transformTypeCast"],
  42883: ["parse_func.c", "629", "ParseFuncOrColumn"],
  "42P01": ["parse_relation.c", "1498", "parserOpenTable"],
  "42P04": ["dbcommands.c", "1393", "createdb"],
  "42P07": ["heap.c", "1194", "heap_create_with_catalog"],
  42710: ["user.c", "387", "CreateRole"],
  57014: ["postgres.c", "3386", "ProcessInterrupts"],
  "57P03": ["backend_startup.c", "320", "BackendInitialize"],
  P0001: ["pl_exec.c", "3962", "exec_stmt_raise"],
};

class DatabaseError extends Error {
  constructor(message, length, name) {
    super(message);
    this.length = length;
    this.name = name;
  }
}

/** The server's refusal as an error with the protocol's fields. */
function databaseError(f, fatal) {
  const [file, line, routine] = PLACES[f.state] || ["elog.c", "1", "errfinish"];
  const severity = fatal ? "FATAL" : "ERROR";
  const fields = {
    severity,
    code: f.state,
    detail: f.detail,
    hint: f.hint,
    position: f.at === undefined || f.internal !== undefined ? undefined : String(f.at + 1),
    internalPosition: f.internal === undefined || f.at === undefined ? undefined : String(f.at + 1),
    internalQuery: f.internal,
    where: f.context,
    schema: f.schema,
    table: f.table,
    column: f.column,
    dataType: f.dataType,
    constraint: f.constraint,
    file,
    line,
    routine,
  };
  const sent = [severity, f.message, ...Object.values(fields)].filter((v) => v !== undefined);
  const length = 5 + sent.reduce((n, v) => n + 2 + Buffer.byteLength(v), 0);
  return Object.assign(new DatabaseError(f.message, length, "error"), fields);
}

/** A NOTICE as the client tells it. */
function noticeOf(text) {
  const [, severity = "NOTICE", message = text, detail, hint] =
    /^([A-Z]+): {2}([^]*?)(?:\nDETAIL: {2}([^]*?))?(?:\nHINT: {2}([^]*))?$/.exec(text) || [];
  return {
    length: 5 + message.length,
    name: "notice",
    message,
    severity,
    code: severity === "WARNING" ? "01000" : "00000",
    detail,
    hint,
  };
}

module.exports = { DatabaseError, databaseError, noticeOf };
