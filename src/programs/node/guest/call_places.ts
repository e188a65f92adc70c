// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** Where in Node's own modules a call is said to have refused its arguments, by our module and function. */
export function guestCallPlaces(exports) {
  // biome-ignore format: a table
  exports.places = {
    "path.join": ["Object.join (node:path:1305:7)"],
    "path.resolve": ["Object.resolve (node:path:1223:7)"],
    "path.normalize": ["Object.normalize (node:path:1260:5)"],
    "path.isAbsolute": ["Object.isAbsolute (node:path:1289:5)"],
    "path.dirname": ["Object.dirname (node:path:1408:5)"],
    "path.basename": ["Object.basename (node:path:1441:5)"],
    "path.extname": ["Object.extname (node:path:1518:5)"],
    "path.parse": ["Object.parse (node:path:1582:5)"],
    "path.relative": ["Object.relative (node:path:1323:5)"],
    "fs.readFile": ["Object.readFile (node:fs:365:3)"],
    "fs.writeFile": ["Object.writeFile (node:fs:2310:3)"],
    "fs.appendFile": ["Object.appendFile (node:fs:2427:3)"],
    "fs.stat": ["makeStatsCallback (node:fs:194:3)", "Object.stat (node:fs:1597:14)"],
    "fs.lstat": ["makeStatsCallback (node:fs:194:3)", "Object.lstat (node:fs:1569:14)"],
    "fs.mkdir": ["makeCallback (node:fs:185:3)", "Object.mkdir (node:fs:1352:14)"],
    "fs.readdir": ["makeCallback (node:fs:185:3)", "Object.readdir (node:fs:1472:14)"],
    "fs.unlink": ["makeCallback (node:fs:185:3)", "Object.unlink (node:fs:1875:14)"],
    "fs.rename": ["makeCallback (node:fs:185:3)", "Object.rename (node:fs:1011:14)"],
    "fs.rm": ["Object.rm (node:fs:1237:3)"],
    "fs.rmdir": ["makeCallback (node:fs:185:3)", "Object.rmdir (node:fs:1159:14)"],
    "fs.access": ["makeCallback (node:fs:185:3)", "Object.access (node:fs:228:14)"],
    "fs.copyFile": ["makeCallback (node:fs:185:3)", "Object.copyFile (node:fs:3028:14)"],
    "fs.open": ["makeCallback (node:fs:185:3)", "Object.open (node:fs:552:14)"],
    "buffer.alloc": ["Function.alloc (node:buffer:392:3)"],
    "buffer.concat": ["Function.concat (node:buffer:578:3)"],
    "buffer.byteLength": ["Function.byteLength (node:buffer:776:11)"],
    "dns.lookup": ["Object.lookup (node:dns:166:5)"],
    "util.promisify": ["Object.promisify (node:internal/util:409:3)"],
    "process.kill": ["process.kill (node:internal/process/per_thread:220:15)"],
  };
}
