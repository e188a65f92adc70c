/** The list of the client's own commands. */
const COMMANDS: readonly (readonly [name: string, letter: string, text: string])[] = [
  ["?", "?", "Synonym for `help'."],
  ["clear", "c", "Clear the current input statement."],
  ["connect", "r", "Reconnect to the server. Optional arguments are db and host."],
  ["delimiter", "d", "Set statement delimiter."],
  ["edit", "e", "Edit command with $EDITOR."],
  ["ego", "G", "Send command to MySQL server, display result vertically."],
  ["exit", "q", "Exit mysql. Same as quit."],
  ["go", "g", "Send command to MySQL server."],
  ["help", "h", "Display this help."],
  ["nopager", "n", "Disable pager, print to stdout."],
  ["notee", "t", "Don't write into outfile."],
  ["pager", "P", "Set PAGER [to_pager]. Print the query results via PAGER."],
  ["print", "p", "Print current command."],
  ["prompt", "R", "Change your mysql prompt."],
  ["quit", "q", "Quit mysql."],
  ["rehash", "#", "Rebuild completion hash."],
  ["source", ".", "Execute an SQL script file. Takes a file name as an argument."],
  ["status", "s", "Get status information from the server."],
  ["system", "!", "Execute a system shell command."],
  ["tee", "T", "Set outfile [to_outfile]. Append everything into given outfile."],
  ["use", "u", "Use another database. Takes database name as argument."],
  ["charset", "C", "Switch to another charset. Might be needed for processing binlog with multi-byte charsets."],
  ["warnings", "W", "Show warnings after every statement."],
  ["nowarning", "w", "Don't show warnings after every statement."],
  ["resetconnection", "x", "Clean session context."],
];

export function helpText(maria: boolean): string {
  const lines = COMMANDS.map(([name, letter, text]) =>
    `${name.padEnd(9)} (\\${letter}) ${text}\n`.replace("resetconnection (", "resetconnection("),
  );
  const head = maria
    ? "\nGeneral information about MariaDB can be found at\nhttp://mariadb.org\n\n"
    : `
For information about MySQL products and services, visit:
   http://www.mysql.com/
For developer information, including the MySQL Reference Manual, visit:
   http://dev.mysql.com/
To buy MySQL Enterprise support, training, or other products, visit:
   https://shop.mysql.com/

`;
  const more = maria
    ? ""
    : "query_attributes Sets string parameters (name1 value1 name2 value2 ...) for the next query to pick up.\nssl_session_data_print Serializes the current SSL session data to stdout or file\n";
  return `${head}List of all ${maria ? "client" : "MySQL"} commands:\nNote that all text commands must be first on line and end with ';'\n${lines.join("")}${more}\nFor server side help, type 'help contents'\n\n`;
}
