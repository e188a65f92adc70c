// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/**
 * V8 names a method by the class of the object that it was called on, the engine by nothing but its own name: where a class
 * inherits it, the call's own line tells whose it is.
 */
export function guestMethodOwner(exports, internal) {
  const { errors } = internal;
  const METHOD = /^(?:async )?([\w$]+)\.[\w$#]+(?: \[as [\w$]+\])?$/;
  const escaped = (name) => name.replace(/[$]/g, "\\$&");

  /** Whether a file says that a class has another one above it. */
  function isBelow(text, name, above) {
    for (let at = name, n = 0; n < 8; n++) {
      const m = new RegExp(`\\bclass\\s+${escaped(at)}\\s+extends\\s+([\\w$]+)`).exec(text);
      if (!m) return false;
      if (m[1] === above) return true;
      at = m[1];
    }
    return false;
  }
  /** The class of what a method of `frame` was called on; `plainName` gives a frame's name as it is written. */
  function ownerOf(frame, plainName, depth = 0) {
    const own = plainName(frame);
    const made = /^new ([\w$]+)$/.exec(own);
    const m = METHOD.exec(own);
    const owner = made ? made[1] : m && m[1];
    const { next } = frame;
    const text = errors.sourceOf(frame.file)?.lines.join("\n");
    if (
      !owner ||
      owner === "Object" ||
      !text ||
      depth > 12 ||
      !new RegExp(`\\bextends\\s+${escaped(owner)}\\b`).test(text)
    )
      return owner;
    if (!next?.text) return owner;
    const before = next.text.slice(0, next.column - 1);
    const on = made
      ? /\bsuper$/.test(next.text.slice(0, next.column + 4))
        ? ["", "super"]
        : undefined
      : /(?:\b(this|super)|\bnew\s+([\w$]+)\s*(?:\([^()]*(?:\([^()]*\)[^()]*)*\))?\)?|([\w$]+))\s*\??\.\s*#?$/.exec(
          before,
        );
    // A text that is made of an object calls its method at the object.
    const implied = on
      ? undefined
      : /^(?:\$\{)?\s*(?:new\s+([\w$]+)|([\w$]+)\s*\})/.exec(next.text.slice(next.column - 1));
    const kin = (name) => (isBelow(text, name, owner) ? name : classOf(name, next));
    const found = implied
      ? implied[1] || kin(implied[2])
      : on && (on[1] ? ownerOf(next, plainName, depth + 1) : on[2] || kin(on[3]));
    return found && isBelow(text, found, owner) ? found : owner;
  }
  /** The class that a name's value was last made of, before the call. */
  function classOf(name, next) {
    const lines = errors.sourceOf(next.file)?.lines.slice(0, next.line) ?? [];
    const made = new RegExp(`(?<![\\w$.])${escaped(name)}\\s*=\\s*(?:await\\s+)?new\\s+([\\w$]+)`);
    for (let i = lines.length - 1; i >= 0; i--) {
      const m = made.exec(lines[i]);
      if (m) return m[1];
    }
    return undefined;
  }

  /** A function that is called with `new`. */
  const isMade = ({ next }, own) =>
    Boolean(next?.text) &&
    /^new\s+([\w$.]+)/
      .exec(next.text.slice(next.column - 1))?.[1]
      .split(".")
      .at(-1) === own;
  /** Whose `forEach` the engine runs. */
  exports.eachOf = ({ next }) => {
    const before = next?.text ? next.text.slice(0, next.column - 1) : "";
    const on = /(?:\bnew\s+([\w$]+)\s*\([^()]*(?:\([^()]*\)[^()]*)*\)|([\w$]+))\s*\??\.\s*$/.exec(before);
    const made = on && (on[1] || classOf(on[2], next));
    return made === "Map" || made === "Set" ? made : "Array";
  };

  /** A method's name with the class of what it was called on. */
  exports.named = (frame, own, plainName) => {
    const m = METHOD.exec(own);
    if (!m) return isMade(frame, own) ? `new ${own}` : own;
    if (m[1] === "Object") {
      // One that is called by its bare name was called on nothing.
      const { next } = frame;
      const at = next?.text ? next.column - 1 : -1;
      const bare = at >= 0 && next.text.startsWith(`${frame.name}(`, at) && !/[.#]$/.test(next.text.slice(0, at));
      return bare ? frame.name : own;
    }
    const owner = ownerOf(frame, plainName);
    return owner === m[1] ? own : own.replace(m[1], owner);
  };
}
