/** Names of conditions, with their SQLSTATE. */
const STATES: Readonly<Record<string, string>> = {
  division_by_zero: "22012",
  unique_violation: "23505",
  foreign_key_violation: "23503",
  not_null_violation: "23502",
  check_violation: "23514",
  restrict_violation: "23001",
  exclusion_violation: "23P01",
  no_data_found: "P0002",
  too_many_rows: "P0003",
  raise_exception: "P0001",
  assert_failure: "P0004",
  plpgsql_error: "P0000",
  undefined_table: "42P01",
  undefined_column: "42703",
  undefined_function: "42883",
  undefined_object: "42704",
  duplicate_table: "42P07",
  duplicate_column: "42701",
  duplicate_object: "42710",
  syntax_error: "42601",
  insufficient_privilege: "42501",
  invalid_text_representation: "22P02",
  numeric_value_out_of_range: "22003",
  string_data_right_truncation: "22001",
  invalid_parameter_value: "22023",
  invalid_datetime_format: "22007",
  datetime_field_overflow: "22008",
  null_value_not_allowed: "22004",
  datatype_mismatch: "42804",
  cardinality_violation: "21000",
  deadlock_detected: "40P01",
  serialization_failure: "40001",
  query_canceled: "57014",
  feature_not_supported: "0A000",
  case_not_found: "20000",
  invalid_password: "28P01",
  object_not_in_prerequisite_state: "55000",
  dependent_objects_still_exist: "2BP01",
  data_exception: "22000",
  integrity_constraint_violation: "23000",
  successful_completion: "00000",
};

export const sqlState = (name: string): string =>
  /^[0-9A-Z]{5}$/.test(name) ? name : (STATES[name.toLowerCase()] ?? "P0001");

/** Whether a handler's condition takes an error: `others`, a class of errors, or one of them. */
export function conditionMatches(condition: string, state: string): boolean {
  if (condition === "others") return state !== "57014" && state !== "P0004";
  if (condition.startsWith("=")) return condition.slice(1) === state;
  const own = STATES[condition];
  if (own === undefined) return false;
  return own.endsWith("000") ? state.startsWith(own.slice(0, 2)) : own === state;
}
