// References are filled with the documents that they mean.

const { getAt, putAt } = require("./paths.js");

/** `"author comments"`, `{ path, select, match, populate, options, model }`, or a list of these. */
function wishesOf(path, select) {
  if (Array.isArray(path)) return path.flatMap((p) => wishesOf(p));
  if (typeof path === "string")
    return path
      .split(/\s+/)
      .filter(Boolean)
      .map((p) => ({ path: p, select }));
  return path.path.includes(" ") ? path.path.split(/\s+/).map((p) => ({ ...path, path: p })) : [path];
}

/** Where the references of a path stand in a document: the holders and their key. */
function holders(doc, schema, path) {
  if (schema.paths[path] || schema.virtuals[path]) return [{ holder: doc, schema, key: path }];
  const parts = path.split(".");
  for (let i = 1; i < parts.length; i++) {
    const spec = schema.paths[parts.slice(0, i).join(".")];
    const inner = spec?.kind === "Array" ? spec.of : spec;
    if (inner?.kind !== "Embedded") continue;
    const found = getAt(doc._doc ?? doc, parts.slice(0, i).join("."));
    return [found ?? []].flat().flatMap((d) => holders(d, inner.schema, parts.slice(i).join(".")));
  }
  return [{ holder: doc, schema, key: path }];
}

async function populate(model, docs, wishes) {
  for (const wish of wishes) {
    const places = docs.filter(Boolean).flatMap((d) => holders(d, model.schema, wish.path));
    if (places.length === 0) continue;
    const [{ schema, key }] = places;
    const virtual = schema.virtuals[key];
    if (virtual?.options.ref) await fillVirtual(model, places, virtual, wish);
    else await fillPath(model, places, schema.paths[key], wish);
  }
}

function otherModel(model, ref, wish, holder) {
  const given = wish.model ?? ref;
  const name = typeof given === "function" && !given.modelName ? given.call(holder, holder) : given;
  return typeof name === "string" ? model.db.model(name) : name;
}

async function fetched(other, filter, wish) {
  const q = other.find({ ...filter, ...wish.match });
  if (wish.select) q.select(wish.select);
  const { sort, limit, skip, lean } = wish.options ?? {};
  if (sort) q.sort(sort);
  if (limit) q.limit(limit);
  if (skip) q.skip(skip);
  if (lean || wish.lean) q.lean();
  if (wish.populate) q.populate(wish.populate);
  return await q;
}

async function fillPath(model, places, spec, wish) {
  const list = spec?.kind === "Array";
  const ref = spec?.options.ref ?? spec?.of?.options.ref;
  const byPath = spec?.options.refPath ?? spec?.of?.options.refPath;
  if (!ref && !byPath && !wish.model) return;
  const idOf = (v) => (v?._id !== undefined ? v._id : v);
  const groups = new Map();
  for (const p of places) {
    const other = otherModel(model, byPath ? getAt(p.holder, byPath) : ref, wish, p.holder);
    groups.set(other, [...(groups.get(other) ?? []), p]);
  }
  for (const [other, some] of groups) {
    const ids = some.flatMap(({ holder, key }) => [getAt(holder._doc ?? holder, key) ?? []].flat().map(idOf));
    const found = ids.length ? await fetched(other, { _id: { $in: ids } }, wish) : [];
    const byId = new Map(found.map((d) => [String(d._id), d]));
    for (const { holder, key } of some) {
      const at = holder._doc ?? holder;
      const value = getAt(at, key);
      if (value === undefined || value === null) continue;
      if (holder.$__) (holder.$__.populatedIds ??= {})[key] = list ? [...value].map(idOf) : idOf(value);
      putAt(
        at,
        key,
        list
          ? [...value].map((v) => byId.get(String(idOf(v)))).filter(Boolean)
          : (byId.get(String(idOf(value))) ?? null),
      );
      if (holder.keep) holder.keep();
    }
  }
}

async function fillVirtual(model, places, virtual, wish) {
  const { ref, localField, foreignField, justOne, count, match, options } = virtual.options;
  const other = otherModel(model, ref, wish);
  const local = (holder) => String(getAt(holder._doc ?? holder, localField));
  const ids = places.map(({ holder }) => getAt(holder._doc ?? holder, localField));
  const found = await fetched(
    other,
    { [foreignField]: { $in: ids }, ...match },
    { ...wish, options: { ...options, ...wish.options } },
  );
  for (const { holder, key } of places) {
    const own = found.filter((d) =>
      [getAt(d._doc ?? d, foreignField) ?? []].flat().some((v) => String(v?._id ?? v) === local(holder)),
    );
    const value = count ? own.length : justOne ? (own[0] ?? null) : own;
    if (holder.$__) (holder.$__.populated ??= {})[key] = value;
    else holder[key] = value;
  }
}

module.exports = { populate, wishesOf };
