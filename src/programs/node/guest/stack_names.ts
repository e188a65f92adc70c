// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** The functions of a stack by the names that V8 gives them, read off the program's text and off who calls them. */
export function guestStackNames(exports, internal) {
  const { errors } = internal;
  function functionName(frame) {
    const { name } = frame;
    if (name === "__module") return "Object.<anonymous>";
    if (name === "<anonymous>" || name === "<eval>" || name === "" || name === "__script") return "";
    const s = errors.sourceOf(frame.file);
    if (!s) return name;
    const plain = name.replace(/^[gs]et /, "");
    const inline = inlineName(s.lines[frame.line - 1] || "", frame.column - 1, plain, name);
    if (inline) return inline;
    for (let i = frame.line - 1; i >= 0 && i > frame.line - 400; i--) {
      const text = s.lines[i];
      if (text.indexOf(plain) < 0 && !/\bconstructor\s*\(/.test(text)) continue;
      const safe = plain.replace(/[$]/g, "\\$&");
      if (new RegExp(`class\\s+${safe}\\b`).test(text)) return `new ${plain}`;
      if (new RegExp(`function\\s*\\*?\\s*${safe}\\b`).test(text)) return name;
      if (new RegExp(`(?:const|let|var)\\s+${safe}\\s*=`).test(text)) return name;
      let m = new RegExp(`([\\w$]+(?:\\.[\\w$]+)*)\\.${safe}\\s*=\\s*(?:async\\s+)?(?:function|\\(|\\w+\\s*=>)`).exec(
        text,
      );
      if (m) return `${m[1].replace(/^(?:module\.)?exports$/, "exports")}.${plain}`.replace(/^(\w+)\.prototype/, "$1");
      m = new RegExp(
        `^(\\s*)(?:static\\s+|async\\s+|\\*\\s*|get\\s+|set\\s+)*#?${safe}\\s*(?:\\([^;]*\\)?\\s*\\{?|:\\s*(?:async\\s+)?(?:function|\\())`,
      ).exec(text);
      if (m) {
        for (let j = i; j >= 0; j--) {
          const c =
            /^(\s*)(?:export\s+(?:default\s+)?)?(?:(?:const|let|var)\s+\w+\s*=\s*|module\.exports\s*=\s*)?class\s+(\w+)?/.exec(
              s.lines[j],
            );
          if (c && c[1].length < m[1].length)
            return `${c[2] || "<anonymous>"}.${/^\s*(?:static\s+)?[gs]et\s/.test(text) ? `${name.slice(0, 3)} ${plain} [as ${plain}]`.replace(/^(get|set) .* \[/, `${name} [`).replace(/^(?:get|set) (\S+) \[as .*/, `${name} [as ${plain}]`) : plain}`;
          if (j < i && s.lines[j].length > 0 && /^\S/.test(s.lines[j]) && m[1].length > 0) break;
        }
        return `Object.${plain}`;
      }
    }
    return name;
  }

  /** A method that is written within one line: whose it is stands before it on that line. */
  function inlineName(text, at, plain, name) {
    const safe = plain.replace(/[$]/g, "\\$&");
    const pattern = new RegExp(
      `[{},;]\\s*((?:static\\s+|async\\s+|\\*\\s*|[gs]et\\s+)*)(?:#?${safe}\\s*\\([^()]*\\)\\s*\\{|${safe}\\s*:\\s*(?:async\\s*)?(?:function|\\([^()]*\\)\\s*=>|\\w+\\s*=>))`,
      "g",
    );
    let found;
    for (const m of text.matchAll(pattern)) if (m.index < at) found = m;
    if (!found || plain === "constructor") return "";
    const before = text.slice(0, found.index + 1);
    const owner = [...before.matchAll(/\bclass\s+(\w+)[^{]*\{/g)].at(-1);
    let depth = 0;
    if (owner)
      for (const c of before.slice(owner.index + owner[0].length - 1)) depth += c === "{" ? 1 : c === "}" ? -1 : 0;
    if (owner && depth > 0 && plain[0] === "#") return plain;
    if (owner && depth > 0) return name !== plain ? `${name} [as ${plain}]` : `${owner[1]}.${plain}`;
    return name !== plain ? `${name} [as ${plain}]` : `Object.${plain}`;
  }

  /** A callback without a name, by who calls it. */
  function calledAs(frame) {
    const next = frame.next;
    if (!next || !next.file.startsWith("node:") || frame.name === "<eval>") return "";
    if (next.name === "listOnTimeout") return "Timeout._onTimeout";
    if (next.name === "processImmediate") return "Immediate._onImmediate";
    if (next.name === "callInScope") return `${internal.testReceiver}.<anonymous>`;
    if (next.name === "hybridDispatch") return `${internal.emitterName}.<anonymous>`;
    if ((next.name === "emit" || next.name === "onceWrapper") && next.file === "node:events")
      return `${internal.emitterName || "EventEmitter"}.<anonymous>`;
    return "";
  }

  /** A function with a name that Node calls with an object of its own as `this`. */
  function calledBy(frame, own) {
    const { next } = frame;
    if (!next || !next.file.startsWith("node:") || !/^(?:async )?[\w$]+$/.test(own)) return own;
    if (next.name === "listOnTimeout") return `Timeout.${own} [as _onTimeout]`;
    if (next.name === "processImmediate") return `Immediate.${own}`;
    if (next.name === "callInScope") return `${internal.testReceiver}.${own}`;
    if ((next.name === "emit" || next.name === "onceWrapper") && next.file === "node:events")
      return `${internal.emitterName || "EventEmitter"}.${own}`;
    return own;
  }

  /** A function without a name of its own that was assigned to a property. */
  function assignedTo(frame) {
    const s = errors.sourceOf(frame.file);
    if (!s || frame.name !== "<anonymous>") return "";
    const inline =
      /.*(?:^|[;{}])\s*(?:module\.)?((?:exports|[\w$]+)(?:\.[\w$]+)+)\s*=\s*(?:async\s*)?(?:function\s*\*?\s*\([^()]*\)\s*\{|(?:\([^()]*\)|[\w$]+)\s*=>)([^{}]*)$/.exec(
        (s.lines[frame.line - 1] || "").slice(0, frame.column - 1),
      );
    if (inline) return inline[1].replace(/^(\w+)\.prototype\./, "$1.");
    const depth = (t) => /^\s*/.exec(t)[0].length;
    const own = depth(s.lines[frame.line - 1] || "");
    for (let i = frame.line - 1; i >= 0; i--) {
      const t = s.lines[i];
      if (!t.trim() || (i !== frame.line - 1 && depth(t) >= own)) continue;
      const m =
        /^\s*(?:module\.)?((?:exports|[\w$]+)(?:\.[\w$]+)+)\s*=\s*(?:async\s*)?(?:function\b|\(|[\w$]+\s*=>)/.exec(t);
      if (m) return m[1];
      if (i !== frame.line - 1) return "";
    }
    return "";
  }

  /** The name that a frame is shown with, or none. */
  exports.nameOf = (frame) => {
    const own = internal.require("method_owner").named(frame, functionName(frame), functionName);
    const plain = frame.calledBack ? own.replace(/^Object\.(?!<)/, "") : own;
    return (plain ? calledBy(frame, plain) : calledAs(frame)) || assignedTo(frame);
  };
}
