// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/**
 * A program may set `Array.prototype.push` and its like to anything. Node's own code does not call them by those names; ours does: so
 * where it works on what a program gave it, they are for that time what they were at the start.
 */
export function guestTampering(_exports, internal) {
  const { defineProperty, getOwnPropertyDescriptor } = Object;
  const { deleteProperty } = Reflect;
  const holders = [];
  const names = [];
  const values = [];
  const keep = (holder, ...keys) => {
    for (const key of keys) {
      holders.push(holder);
      names.push(key);
      values.push(holder[key]);
    }
  };
  const words = (text) => text.split(" ");
  keep(
    Array.prototype,
    Symbol.iterator,
    ...words(
      "push pop shift unshift slice splice map filter forEach some every find findIndex findLast findLastIndex includes indexOf join concat sort reverse at flat flatMap",
    ),
  );
  keep(
    String.prototype,
    Symbol.iterator,
    ...words(
      "split replace slice startsWith endsWith includes indexOf trim trimEnd padEnd padStart repeat match matchAll at charCodeAt toString",
    ),
  );
  keep(RegExp.prototype, Symbol.replace, Symbol.match, Symbol.split, "exec", "test");
  keep(
    Object,
    ...words(
      "keys entries fromEntries assign create defineProperty getOwnPropertyDescriptor getPrototypeOf getOwnPropertySymbols getOwnPropertyNames setPrototypeOf hasOwn",
    ),
  );
  keep(Function.prototype, "call", "apply");
  keep(Map.prototype, ...words("get set has delete entries values"), Symbol.iterator);
  keep(Set.prototype, "has", "add", "values", Symbol.iterator);
  keep(WeakMap.prototype, "get", "set", "has");
  keep(Number.prototype, "toString", "toFixed");
  keep(Math, "max", "min", "floor", "trunc");
  keep(JSON, "stringify", "parse");
  keep(Array, "isArray", "from");
  keep(Number, "isInteger", "isNaN");
  // A descriptor is read with what it inherits.
  keep(Object.prototype, "get", "set", "value", "writable", "enumerable", "configurable");
  const count = holders.length;

  // Written out: it is asked before each line that a suspect prints.
  const owners = [...new Set(holders)];
  const asked = holders.map((holder, i) => {
    const key = typeof names[i] === "symbol" ? `[s${i}]` : `.${names[i]}`;
    return `o${owners.indexOf(holder)}${key}===v${i}`;
  });
  const parameters = [
    ...owners.map((_o, i) => `o${i}`),
    ...values.map((_v, i) => `v${i}`),
    ...names.map((_n, i) => `s${i}`),
  ];
  const isWhole = internal.compile(`(${parameters})=>()=>${asked.join("&&")}`, "node:tampering")(
    ...owners,
    ...values,
    ...names,
  );
  let inside = false;
  let suspected = false;
  const SUSPECT =
    /\bprototype\b|__proto__|\b[gs]etPrototypeOf\b|\b(?:Object|Array|Number|Math|JSON)\s*(?:\.\s*\w+|\[[^\]]*\])\s*=(?!=)/;
  /** A program's text: only one that names what could be changed is watched, for it costs. */
  internal.suspect = (text) => {
    suspected ||= SUSPECT.test(text);
  };
  const bare = (value) => ({ __proto__: null, value, writable: true, configurable: true, enumerable: false });
  function mend() {
    const changed = { __proto__: null, length: 0 };
    // From the end: without what descriptors inherit the rest can be set.
    for (let i = count - 1; i >= 0; i--) {
      const holder = holders[i];
      const name = names[i];
      if (holder[name] === values[i]) continue;
      const was = getOwnPropertyDescriptor(holder, name);
      if (was && !was.configurable && !was.writable) continue;
      if (was) was.__proto__ = null;
      if (values[i] === undefined) deleteProperty(holder, name);
      else defineProperty(holder, name, bare(values[i]));
      changed[changed.length++] = { __proto__: null, holder, name, was };
    }
    return changed;
  }
  function putBack(changed) {
    for (let i = changed.length - 1; i >= 0; i--) {
      const { holder, name, was } = changed[i];
      if (was) defineProperty(holder, name, was);
      else deleteProperty(holder, name);
    }
  }

  /** The function as it works whatever the program has done to the engine's own objects. */
  internal.shielded = (run) => (a, b, c, d) => {
    if (inside || !suspected) return run(a, b, c, d);
    const changed = isWhole() ? undefined : mend();
    inside = true;
    try {
      return run(a, b, c, d);
    } finally {
      inside = false;
      if (changed) putBack(changed);
    }
  };
}
