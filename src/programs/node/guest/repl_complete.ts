// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** What Tab completes at the prompt: names in scope, properties of what can be looked at without running code, dot words. */
export function guestReplComplete(exports, internal) {
  const WORDS =
    "async await break case catch const continue debugger default delete do else export false finally for function if import in instanceof let new null return switch this throw true try typeof var void while with yield".split(
      " ",
    );
  const CHAIN =
    /(?:[A-Za-z_$][\w$]*|\[\]|"[^"]*"|'[^']*'|\/[^/]+\/|\d+(?=\.\.)|\))?(?:\??\.[A-Za-z_$][\w$]*)*(?:\??\.)?[\w$]*$/;

  const isName = (k) => typeof k === "string" && /^[A-Za-z_$][\w$]*$/.test(k);
  const sorted = (names) =>
    [...names].sort((a, b) =>
      a.toLowerCase() < b.toLowerCase() ? -1 : a.toLowerCase() > b.toLowerCase() ? 1 : a < b ? -1 : 1,
    );
  /** Groups of names, one for each object on the chain, without those of the groups before. */
  function groupsOf(value) {
    const groups = [];
    const seen = new Set();
    for (let o = Object(value), n = 0; o !== null && o !== undefined && n < 10; o = Object.getPrototypeOf(o), n++) {
      const own = Object.getOwnPropertyNames(o).filter((k) => isName(k) && !seen.has(k));
      for (const k of own) seen.add(k);
      groups.push(own);
    }
    return groups;
  }
  /** The value of a chain of names: undefined where looking would run code. */
  exports.valueOf = valueOf;
  function valueOf(chain, names) {
    const [first, ...rest] = chain.split(/\??\./);
    let value;
    if (first === "[]") value = [];
    else if (/^["']/.test(first)) value = "";
    else if (/^\//.test(first)) value = /x/;
    else if (/^\d/.test(first)) value = 0;
    else if (names.lexical.has(first) || first === "this") value = internal.compile(first, "completion");
    else if (first in globalThis) {
      const d = Object.getOwnPropertyDescriptor(globalThis, first);
      // Those of the modules' names are Node's own.
      value = !d
        ? globalThis[first]
        : "value" in d
          ? d.value
          : first in internal.builtinNames
            ? globalThis[first]
            : undefined;
    } else return undefined;
    for (const key of rest) {
      let o = value === null || value === undefined ? undefined : Object(value);
      let d;
      for (; o && !d && !internal.proxies.has(o); o = Object.getPrototypeOf(o))
        d = Object.getOwnPropertyDescriptor(o, key);
      if (!d) return undefined;
      value = "value" in d ? d.value : undefined;
    }
    return value;
  }
  /** As readline shows groups: each sorted, with an empty entry between two. */
  function joined(groups, typed, before) {
    const out = [];
    for (const group of groups) {
      const fits = sorted(group.filter((name) => name.toLowerCase().startsWith(typed.toLowerCase())));
      if (fits.length === 0) continue;
      if (out.length) out.push("");
      out.push(...fits.map((name) => before + name));
    }
    return out;
  }

  exports.create = (names) => (line) => {
    const word = /^\s*\.(\w*)$/.exec(line);
    if (word) {
      const { names: commands } = internal.require("repl_commands");
      return [commands.filter((c) => c.startsWith(word[1])), word[1]];
    }
    const file = /\b(?:require|import)\s*\(\s*['"`]([\w@./-]*)$/.exec(line);
    if (file) {
      const modules = internal.Module.builtinModules.filter((m) => !m.startsWith("_"));
      return [joined([modules, modules.map((m) => `node:${m}`)], file[1], ""), file[1]];
    }
    const chain = CHAIN.exec(line)[0];
    const at = chain.lastIndexOf(".");
    if (at >= 0) {
      const before = chain.slice(0, at + 1);
      const value = valueOf(chain.slice(0, at).replace(/\?$/, ""), names);
      if (value === undefined || value === null) return [[], chain];
      return [joined(groupsOf(value).reverse(), chain.slice(at + 1), before), chain];
    }
    if (chain === "" && line.trim() !== "") return [[], ""];
    return [joined([...groupsOf(globalThis).reverse(), [...names.lexical], WORDS], chain, ""), chain];
  };
}
