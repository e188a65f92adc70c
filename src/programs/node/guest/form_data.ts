// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `FormData`, and how a form is written as a body. */
export function guestFormData(exports, internal) {
  const custom = Symbol.for("nodejs.util.inspect.custom");
  class FormData {
    #list = [];
    [custom](_d, o, inspect) {
      return `FormData ${inspect(Object.fromEntries(this.#list), o)}`;
    }
    constructor(form) {
      if (form !== undefined)
        throw new TypeError("FormData constructor: Argument 1 could not be converted to: undefined.");
    }
    append(k, v, name) {
      const { Blob, File } = internal.require("buffer");
      if (v instanceof Blob && (name !== undefined || !(v instanceof File)))
        v = new File([v], name === undefined ? "blob" : String(name), { type: v.type });
      this.#list.push([String(k), v instanceof Blob ? v : String(v)]);
    }
    set(k, v, name) {
      this.delete(k);
      this.append(k, v, name);
    }
    get(k) {
      const p = this.#list.find(([n]) => n === k);
      return p ? p[1] : null;
    }
    getAll(k) {
      return this.#list.filter(([n]) => n === k).map(([, v]) => v);
    }
    has(k) {
      return this.#list.some(([n]) => n === k);
    }
    delete(k) {
      this.#list = this.#list.filter(([n]) => n !== k);
    }
    entries() {
      return this.#list[Symbol.iterator]();
    }
    *keys() {
      for (const [k] of this.#list) yield k;
    }
    *values() {
      for (const [, v] of this.#list) yield v;
    }
    forEach(fn, self) {
      for (const [k, v] of this.#list) fn.call(self, v, k, this);
    }
    [Symbol.iterator]() {
      return this.entries();
    }
  }
  /** Its bytes as `multipart/form-data` with a boundary. */
  const encoded = (form, boundary) => {
    const parts = [...form].map(([k, v]) => {
      const head = `--${boundary}\r\nContent-Disposition: form-data; name="${k}"`;
      return typeof v === "string"
        ? Buffer.from(`${head}\r\n\r\n${v}\r\n`)
        : Buffer.concat([
            Buffer.from(
              `${head}; filename="${v.name}"\r\nContent-Type: ${v.type || "application/octet-stream"}\r\n\r\n`,
            ),
            v.bytesOf(),
            Buffer.from("\r\n"),
          ]);
    });
    return Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]);
  };
  Object.assign(exports, { FormData, encoded });
}
