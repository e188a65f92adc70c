// lodash, to its documented interface: its functions, and chains of them (`_(list).map(...).value()`).
const incomplete = require("./incomplete");
const values = require("./values");
const functions = require("./functions");

const { matches: isMatch, property } = values;
const table = {
  ...values,
  ...require("./collections"),
  ...require("./arrays"),
  ...require("./objects"),
  ...require("./texts"),
  ...functions,
};
delete table.compareAscending;
delete table.at;
table.at = require("./objects").at;

/** Those whose answer ends a chain that was begun without `_.chain`. */
const ENDS = new Set(
  "every find findIndex findKey findLast first get has head includes indexOf isArray isEmpty isEqual join last max maxBy mean meanBy min minBy nth reduce size some sum sumBy trim camelCase kebabCase snakeCase capitalize upperFirst upperCase lowerCase startCase pop shift random sample".split(
    " ",
  ),
);
class Chain {
  constructor(value, explicit) {
    Object.defineProperties(this, { wrapped: { value }, explicit: { value: explicit } });
  }
  value() {
    return this.wrapped;
  }
  valueOf() {
    return this.wrapped;
  }
  toJSON() {
    return this.wrapped;
  }
  chain() {
    return new Chain(this.wrapped, true);
  }
  commit() {
    return this;
  }
  toString() {
    return String(this.wrapped);
  }
}
for (const name of Object.keys(table)) {
  if (name === "toString") continue;
  Chain.prototype[name] = function (...args) {
    const result = table[name](this.wrapped, ...args);
    return ENDS.has(name) && !this.explicit ? result : new Chain(result, this.explicit);
  };
}
for (const name of ["push", "unshift", "splice", "sort", "pop", "shift"]) {
  Chain.prototype[name] = function (...args) {
    const copy = [...this.wrapped];
    const result = copy[name](...args);
    return name === "pop" || name === "shift" ? result : new Chain(copy, this.explicit);
  };
}

const lodash = Object.assign((value) => (value instanceof Chain ? value : new Chain(value, false)), table, {
  chain: (value) => new Chain(value, true),
  isMatch,
  property,
  VERSION: "@VERSION@",
  templateSettings: {},
  mixin: (more) => {
    for (const [name, fn] of Object.entries(more)) {
      lodash[name] = fn;
      Chain.prototype[name] = function (...args) {
        return new Chain(fn(this.wrapped, ...args), this.explicit);
      };
    }
    return lodash;
  },
  noConflict: () => module.exports,
});
module.exports = incomplete("lodash", lodash);
functions.partial.placeholder = module.exports;
