const UNSAFE = /^(__proto__|constructor|prototype)$/;

function getAt(o, path) {
  let at = o;
  for (const key of path.split(".")) {
    if (at === undefined || at === null) return undefined;
    at = at instanceof Map ? at.get(key) : at._doc && !(key in at) ? at._doc[key] : at[key];
  }
  return at;
}

function putAt(o, path, value) {
  const keys = path.split(".");
  const last = keys.pop();
  let at = o;
  for (const key of keys) {
    if (UNSAFE.test(key)) return;
    at[key] ??= {};
    at = at[key];
  }
  if (!UNSAFE.test(last)) at[last] = value;
}

function dropAt(o, path) {
  const keys = path.split(".");
  const last = keys.pop();
  const at = keys.length ? getAt(o, keys.join(".")) : o;
  if (at) delete at[last];
}

module.exports = { UNSAFE, dropAt, getAt, putAt };
