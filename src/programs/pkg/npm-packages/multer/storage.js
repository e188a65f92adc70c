// Where files go: to a folder, or into memory.
const crypto = require("crypto");
const fs = require("fs");
const os = require("os");
const path = require("path");

function diskStorage(options) {
  const name = options.filename ?? ((_req, _file, done) => done(null, crypto.randomBytes(16).toString("hex")));
  const folder =
    typeof options.destination === "string" || !options.destination
      ? (_req, _file, done) => done(null, options.destination || os.tmpdir())
      : options.destination;
  if (typeof options.destination === "string") fs.mkdirSync(options.destination, { recursive: true });
  return {
    _handleFile(req, file, done) {
      folder(req, file, (e, destination) => {
        if (e) return done(e);
        name(req, file, (e2, filename) => {
          if (e2) return done(e2);
          const at = path.join(destination, filename);
          fs.writeFile(at, file.data, (e3) =>
            e3 ? done(e3) : done(null, { destination, filename, path: at, size: file.data.length }),
          );
        });
      });
    },
    _removeFile(_req, file, done) {
      const at = file.path;
      delete file.destination;
      delete file.filename;
      delete file.path;
      fs.unlink(at, done);
    },
  };
}

const memoryStorage = () => ({
  _handleFile: (_req, file, done) => done(null, { buffer: file.data, size: file.data.length }),
  _removeFile(_req, file, done) {
    delete file.buffer;
    done(null);
  },
});

module.exports = { diskStorage, memoryStorage };
