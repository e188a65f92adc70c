/** A type as MySQL shows it. */
export function mysqlType(type: string): string {
  const base = type.replace(/\(.*$/, "");
  const plain: Readonly<Record<string, string>> = {
    integer: "int",
    bool: "tinyint(1)",
    boolean: "tinyint(1)",
    decimal: "decimal(10,0)",
    numeric: "decimal(10,0)",
    real: "double",
    "double precision": "double",
    char: "char(1)",
    character: "char(1)",
  };
  if (/^(int|integer|bigint|smallint|mediumint)\(\d+\)/.test(type))
    return type.replace(/\(\d+\)/, "").replace(/^integer/, "int");
  if (type === base) return plain[type] ?? type;
  const length = /\(.*\)/.exec(type)?.[0] ?? "";
  return (
    base
      .replace(/^numeric$/, "decimal")
      .replace(/^character$/, "char")
      .replace(/^character varying$/, "varchar") +
    (base === "decimal" || base === "numeric" ? length.replace(/^\((\d+)\)$/, "($1,0)") : length) +
    type.slice(base.length + length.length)
  );
}
