const { MAJOR } = require("./version.js");

// Middleware: what a schema wants done before and after an event.

/** The functions for an event. `kind`: of a document's own, or of a query. */
function hooksOf(schema, when, event, kind) {
  return schema.hooks.filter((h) => {
    if (h.when !== when) return false;
    if (h.name instanceof RegExp ? !h.name.test(event) : h.name !== event) return false;
    if (h.options.query === true && !h.options.document) return kind === "query";
    if (h.options.document === true && !h.options.query) return kind === "document";
    // updateOne and deleteOne are a query's unless it is said otherwise.
    return kind === "document" ? !/^(updateOne|deleteOne)$/.test(event) : !/^(save|validate|init|remove)$/.test(event);
  });
}

function called(fn, self, args, withNext) {
  if (!withNext) return fn.apply(self, args);
  return new Promise((resolve, reject) => {
    const done = fn.call(self, ...args, (e) => (e ? reject(e) : resolve()));
    if (done && typeof done.then === "function") done.then(resolve, reject);
  });
}

async function runPre(schema, event, kind, self) {
  for (const { fn } of hooksOf(schema, "pre", event, kind)) await called(fn, self, [], MAJOR < 9 && fn.length > 0);
}

async function runPost(schema, event, kind, self, result) {
  for (const { fn } of hooksOf(schema, "post", event, kind)) {
    if (fn.length > 2) continue;
    await called(fn, self, [result], fn.length > 1);
  }
}

/** Hooks that take an error: they may turn it into another. */
async function runError(schema, event, kind, self, error) {
  let current = error;
  for (const { fn } of hooksOf(schema, "post", event, kind)) {
    if (fn.length !== 3) continue;
    await new Promise((resolve) =>
      fn.call(self, current, self, (e) => {
        if (e) current = e;
        resolve();
      }),
    );
  }
  return current;
}

module.exports = { hooksOf, runError, runPost, runPre };
