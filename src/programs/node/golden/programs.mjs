/** The programs of programs.txt: name, files, arguments of node, standard input. */
export function parsePrograms(text) {
  return text
    .split(/^=== /m)
    .slice(1)
    .map((section) => {
      const [name = "", ...lines] = section.split("\n");
      const main = /\.\w+$/.test(name) ? name : `${name}.js`;
      const files = {};
      const stdin = [];
      let args;
      let file = main;
      for (const line of lines) {
        const next = /^--- (.*)$/.exec(line);
        if (next) file = next[1];
        else if (line.startsWith("$ ")) args = words(line.slice(2));
        else if (line.startsWith("< ")) stdin.push(line.slice(2));
        else if (line !== "" || files[file] !== undefined) files[file] = `${files[file] ?? ""}${line}\n`;
      }
      for (const f of Object.keys(files)) files[f] = files[f].replace(/\n+$/, "\n");
      const flags = args !== undefined && files[main] === undefined;
      return {
        name,
        files,
        args: flags ? args : [main, ...(args ?? [])],
        stdin: stdin.map((l) => `${l}\n`).join(""),
      };
    });
}

/** An option and what follows it; the code of -e and -p is one word. */
function words(line) {
  const m = /^(.*?)(-e|-p) (.*)$/.exec(line);
  if (!m) return line.split(" ");
  const code = m[3].endsWith(" x y") ? [m[3].slice(0, -4), "x", "y"] : [m[3]];
  return [...m[1].split(" ").filter(Boolean), m[2], ...code];
}
