/** What a dump begins and ends with, and what stands around each table: remarks that the server obeys. */

export interface DumpStyle {
  readonly maria: boolean;
  readonly comments: boolean;
  /** `--compact`: the statements alone. */
  readonly compact: boolean;
  readonly dropTable: boolean;
  readonly locks: boolean;
}

/** A heading between two empty remarks. */
export function heading(style: DumpStyle, text: string): string {
  return style.comments ? `\n--\n-- ${text}\n--\n` : "";
}

export function head(style: DumpStyle): string {
  if (style.compact) return "";
  const charset = style.maria ? "/*!40101 SET NAMES utf8mb4 */;" : "/*!50503 SET NAMES utf8mb4 */;";
  const notes = style.maria
    ? "/*M!100616 SET @OLD_NOTE_VERBOSITY=@@NOTE_VERBOSITY, NOTE_VERBOSITY=0 */;"
    : "/*!40111 SET @OLD_SQL_NOTES=@@SQL_NOTES, SQL_NOTES=0 */;";
  return `
/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40101 SET @OLD_CHARACTER_SET_RESULTS=@@CHARACTER_SET_RESULTS */;
/*!40101 SET @OLD_COLLATION_CONNECTION=@@COLLATION_CONNECTION */;
${charset}
/*!40103 SET @OLD_TIME_ZONE=@@TIME_ZONE */;
/*!40103 SET TIME_ZONE='+00:00' */;
/*!40014 SET @OLD_UNIQUE_CHECKS=@@UNIQUE_CHECKS, UNIQUE_CHECKS=0 */;
/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;
/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;
${notes}
`;
}

export function tail(style: DumpStyle, stamp: string): string {
  if (style.compact) return "";
  const notes = style.maria
    ? "/*M!100616 SET NOTE_VERBOSITY=@OLD_NOTE_VERBOSITY */;"
    : "/*!40111 SET SQL_NOTES=@OLD_SQL_NOTES */;";
  return `/*!40103 SET TIME_ZONE=@OLD_TIME_ZONE */;

/*!40101 SET SQL_MODE=@OLD_SQL_MODE */;
/*!40014 SET FOREIGN_KEY_CHECKS=@OLD_FOREIGN_KEY_CHECKS */;
/*!40014 SET UNIQUE_CHECKS=@OLD_UNIQUE_CHECKS */;
/*!40101 SET CHARACTER_SET_CLIENT=@OLD_CHARACTER_SET_CLIENT */;
/*!40101 SET CHARACTER_SET_RESULTS=@OLD_CHARACTER_SET_RESULTS */;
/*!40101 SET COLLATION_CONNECTION=@OLD_COLLATION_CONNECTION */;
${notes}

${style.comments ? `-- Dump completed on ${stamp}\n` : ""}`;
}

const q = (name: string) => `\`${name.replaceAll("`", "``")}\``;

export function tableText(style: DumpStyle, name: string, create: string): string {
  const drop = style.dropTable && !style.compact ? `DROP TABLE IF EXISTS ${q(name)};\n` : "";
  const charset = style.maria
    ? "/*!40101 SET character_set_client = utf8mb4 */;"
    : "/*!50503 SET character_set_client = utf8mb4 */;";
  return `${heading(style, `Table structure for table ${q(name)}`)}${style.comments ? "\n" : ""}${drop}/*!40101 SET @saved_cs_client     = @@character_set_client */;
${charset}
${create};
/*!40101 SET character_set_client = @saved_cs_client */;
`;
}

/** The rows of a table, as one INSERT. */
export function rowsText(
  style: DumpStyle,
  name: string,
  values: readonly string[],
  columns: readonly string[] | undefined,
): string {
  const into = `${q(name)}${columns ? ` (${columns.map(q).join(", ")})` : ""}`;
  const join = style.maria ? ",\n" : ",";
  const insert = values.length ? `INSERT INTO ${into} VALUES${style.maria ? "\n" : " "}${values.join(join)};\n` : "";
  if (style.compact) return insert;
  const keys = (what: string) => `/*!40000 ALTER TABLE ${q(name)} ${what} KEYS */;\n`;
  const lock = style.locks ? `LOCK TABLES ${q(name)} WRITE;\n` : "";
  const title = `${heading(style, `Dumping data for table ${q(name)}`)}\n`;
  // MariaDB's loads a table in one transaction.
  const [begin, end] = style.maria ? ["set autocommit=0;\n", "commit;\n"] : ["", ""];
  const unlock = style.locks ? `UNLOCK TABLES;\n${end}` : end;
  return `${title}${lock}${keys("DISABLE")}${begin}${insert}${keys("ENABLE")}${unlock}`;
}

/** A view stands first as one of nothing but its columns, for what reads it, and at the end as what it is. */
export function viewStub(style: DumpStyle, name: string, columns: readonly string[]): string {
  return `${heading(style, `Temporary ${style.maria ? "table" : "view"} structure for view ${q(name)}`)}${style.comments ? "\n" : ""}DROP TABLE IF EXISTS ${q(name)};
/*!50001 DROP VIEW IF EXISTS ${q(name)}*/;
SET @saved_cs_client     = @@character_set_client;
${style.maria ? "SET character_set_client = utf8mb4;" : "/*!50503 SET character_set_client = utf8mb4 */;"}
/*!50001 CREATE VIEW ${q(name)} AS SELECT${style.maria ? "" : " "}
${columns.map((c) => ` 1 AS ${q(c)}`).join(",\n")}${style.maria ? " " : ""}*/;
SET character_set_client = @saved_cs_client;
`;
}

/** `create`: what SHOW CREATE VIEW says. */
export function viewText(style: DumpStyle, name: string, create: string, collation: string): string {
  const m = /^CREATE (ALGORITHM=\w+) (DEFINER=.*? SQL SECURITY DEFINER) (VIEW .*)$/s.exec(create);
  return `${heading(style, `Final view structure for view ${q(name)}`)}${style.comments ? "\n" : ""}/*!50001 DROP VIEW IF EXISTS ${q(name)}*/;
/*!50001 SET @saved_cs_client          = @@character_set_client */;
/*!50001 SET @saved_cs_results         = @@character_set_results */;
/*!50001 SET @saved_col_connection     = @@collation_connection */;
/*!50001 SET character_set_client      = utf8mb4 */;
/*!50001 SET character_set_results     = utf8mb4 */;
/*!50001 SET collation_connection      = ${collation} */;
/*!50001 CREATE ${m?.[1]} */
/*!50013 ${m?.[2]} */
/*!50001 ${m?.[3]} */;
/*!50001 SET character_set_client      = @saved_cs_client */;
/*!50001 SET character_set_results     = @saved_cs_results */;
/*!50001 SET collation_connection      = @saved_col_connection */;
`;
}
