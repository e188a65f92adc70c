// multer, to its documented interface: files of forms.
const { Readable } = require("stream");
const { parts } = require("./multipart");
const { diskStorage, memoryStorage } = require("./storage");

const MESSAGES = {
  LIMIT_PART_COUNT: "Too many parts",
  LIMIT_FILE_SIZE: "File too large",
  LIMIT_FILE_COUNT: "Too many files",
  LIMIT_FIELD_KEY: "Field name too long",
  LIMIT_FIELD_VALUE: "Field value too long",
  LIMIT_FIELD_COUNT: "Too many fields",
  LIMIT_UNEXPECTED_FILE: "Unexpected field",
  MISSING_FIELD_NAME: "Field name missing",
};
class MulterError extends Error {
  constructor(code, field) {
    super(MESSAGES[code]);
    this.name = this.constructor.name;
    this.code = code;
    if (field) this.field = field;
  }
}

/** `a[b]`, `a[]`: fields in fields. */
function put(body, key, value) {
  const keys = [...key.matchAll(/^[^[]+|\[([^\]]*)\]/g)].map((m) => m[1] ?? m[0]);
  let at = body;
  keys.forEach((k, i) => {
    const last = i === keys.length - 1;
    if (k === "" && Array.isArray(at)) {
      if (last) at.push(value);
      return;
    }
    if (last) at[k] = Object.hasOwn(at, k) ? [].concat(at[k], value) : value;
    else {
      if (typeof at[k] !== "object" || at[k] === null) at[k] = keys[i + 1] === "" ? [] : Object.create(null);
      at = at[k];
    }
  });
}

class Multer {
  constructor(options) {
    this.storage = options.storage ?? (options.dest ? diskStorage({ destination: options.dest }) : memoryStorage());
    this.limits = options.limits ?? {};
    this.accept = options.fileFilter ?? ((_req, _file, done) => done(null, true));
    this.preservePath = options.preservePath;
  }
  single(name) {
    return this.middleware("VALUE", [{ name, maxCount: 1 }]);
  }
  array(name, maxCount) {
    return this.middleware("ARRAY", [{ name, maxCount }]);
  }
  fields(fields) {
    return this.middleware("OBJECT", fields);
  }
  none() {
    return this.middleware("NONE", []);
  }
  any() {
    return this.middleware("ANY", undefined);
  }
  middleware(strategy, wanted) {
    return (req, _res, next) => {
      const boundary = /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(
        req.headers["content-type"] ?? "",
      );
      if (!/^multipart\//i.test(req.headers["content-type"] ?? "")) return next();
      if (!boundary) return next(new Error("Multipart: Boundary not found"));
      const chunks = [];
      req.on("data", (c) => chunks.push(c));
      req.on("error", next);
      req.on("end", () => {
        let all;
        try {
          all = parts(Buffer.concat(chunks), boundary[1] ?? boundary[2]);
        } catch (e) {
          return next(e);
        }
        this.take(req, all, strategy, wanted, next);
      });
    };
  }
  take(req, all, strategy, wanted, next) {
    const { limits } = this;
    const left = new Map((wanted ?? []).map((f) => [f.name, f.maxCount ?? Number.POSITIVE_INFINITY]));
    const done = [];
    let fields = 0;
    let files = 0;
    req.body = Object.create(null);
    if (strategy === "OBJECT") req.files = Object.create(null);
    else if (strategy === "ARRAY" || strategy === "ANY") req.files = [];
    // What was kept goes again when a later part is refused.
    const fail = (e) => {
      const drop = (i) =>
        i < done.length
          ? this.storage._removeFile(req, done[i], () => drop(i + 1))
          : next(Object.assign(e, { storageErrors: [] }));
      drop(0);
    };
    const step = (i) => {
      if (i === all.length) return next();
      if (limits.parts !== undefined && i >= limits.parts) return fail(new MulterError("LIMIT_PART_COUNT"));
      const { head, data } = all[i];
      if (head.name === undefined) return fail(new MulterError("MISSING_FIELD_NAME"));
      if (head.filename === undefined && head.type !== "application/octet-stream") {
        if (limits.fields !== undefined && ++fields > limits.fields) return fail(new MulterError("LIMIT_FIELD_COUNT"));
        if (data.length > (limits.fieldSize ?? 1024 * 1024))
          return fail(new MulterError("LIMIT_FIELD_VALUE", head.name));
        if (head.name.length > (limits.fieldNameSize ?? 100)) return fail(new MulterError("LIMIT_FIELD_KEY"));
        put(req.body, head.name, data.toString());
        return step(i + 1);
      }
      if (!head.filename) return step(i + 1);
      if (limits.files !== undefined && ++files > limits.files) return fail(new MulterError("LIMIT_FILE_COUNT"));
      if (wanted) {
        if (!(left.get(head.name) > 0)) return fail(new MulterError("LIMIT_UNEXPECTED_FILE", head.name));
        left.set(head.name, left.get(head.name) - 1);
      }
      const file = {
        fieldname: head.name,
        originalname: head.filename,
        encoding: head.encoding,
        mimetype: (head.type ?? "text/plain").split(";")[0],
      };
      this.accept(req, file, (e, yes) => {
        if (e) return fail(e);
        if (!yes) return step(i + 1);
        if (limits.fileSize !== undefined && data.length > limits.fileSize)
          return fail(new MulterError("LIMIT_FILE_SIZE", head.name));
        Object.defineProperty(file, "data", { value: data, configurable: true });
        Object.defineProperty(file, "stream", { value: Readable.from([data]), configurable: true, enumerable: false });
        this.storage._handleFile(req, file, (e2, info) => {
          if (e2) return fail(e2);
          Object.assign(file, info);
          done.push(file);
          if (strategy === "VALUE") req.file = file;
          else if (strategy === "OBJECT") (req.files[file.fieldname] ??= []).push(file);
          else req.files.push(file);
          step(i + 1);
        });
      });
    };
    step(0);
  }
}

module.exports = Object.assign(
  (options) => {
    if (options === undefined) return new Multer({});
    if (typeof options === "object" && options !== null) return new Multer(options);
    throw new TypeError("Expected object for argument options");
  },
  { diskStorage, memoryStorage, MulterError },
);
