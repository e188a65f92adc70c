// @ts-nocheck: code of mongosh's own engine: it runs inside it, not here.

/** What `show dbs`, `show collections` and their kin list. */
export function guestMongoShows(exports, { request, connected, errors, shown }) {
  const size = (n) => {
    const units = ["B", "KiB", "MiB", "GiB"];
    let i = 0;
    let x = Number(n);
    for (; x >= 1024 && i < 3; i++) x /= 1024;
    return `${x.toFixed(2)} ${units[i]}`;
  };
  /** Collections by name; a view is marked as one. */
  function listed(infos) {
    const names = infos.map((c) => c.name).sort();
    const marks = new Map(infos.filter((c) => c.type === "view").map((c) => [c.name, "[view]"]));
    const width = Math.max(...names.map((n) => n.length));
    return names
      .map((n) => (marks.size === 0 || !marks.has(n) ? n : `${n.padEnd(width + 1)} ${marks.get(n)}`))
      .join("\n");
  }
  exports.showWhat = (what) => {
    connected();
    switch (what) {
      case "dbs":
      case "databases": {
        const all = request("admin", { listDatabases: 1 }).databases.map((d) => [d.name, size(d.sizeOnDisk)]);
        const names = Math.max(...all.map((r) => r[0].length));
        const sizes = Math.max(...all.map((r) => r[1].length));
        return all.map(([n, s]) => `${n.padEnd(names)}  ${s.padStart(sizes)}`).join("\n");
      }
      case "collections":
      case "tables":
        return listed(connected().getCollectionInfos());
      case "users":
        return shown(connected().getUsers().users);
      case "roles":
        return shown(connected().getRoles({ showBuiltinRoles: true }).roles);
      case "profile":
        return "db.system.profile is empty.\nUse db.setProfilingLevel(2) will enable profiling.\nUse db.getCollection('system.profile').find() to show raw profile entries.";
      case "logs":
        return shown(["global", "startupWarnings"]);
      case "log":
        throw new Error(`drydock: mongosh's show ${what} is not simulated`);
      case "":
      case undefined:
        throw errors.input("Missing required argument at position 0 (Mongo.show)");
      default:
        throw errors.input(`'${what}' is not a valid argument for "show".`);
    }
  };
}
