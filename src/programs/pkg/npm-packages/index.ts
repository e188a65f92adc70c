/** A package's files, by their path in its folder. `@VERSION@` stands for the version that is installed. */
export interface PackageFiles {
  readonly files: Readonly<Record<string, string>>;
}

/** The packages that lie as files of their own: each is a chunk, loaded when it is installed. */
const FILES: Readonly<Record<string, () => Promise<PackageFiles>>> = {
  axios: () => import("./axios/files.ts"),
  bcrypt: () => import("./bcrypt/files.ts"),
  bcryptjs: () => import("./bcryptjs/files.ts"),
  "body-parser": () => import("./body-parser/files.ts"),
  dayjs: () => import("./dayjs/files.ts"),
  debug: () => import("./debug/files.ts"),
  ejs: () => import("./ejs/files.ts"),
  express: () => import("./express/files.ts"),
  "express-session": () => import("./express-session/files.ts"),
  ioredis: () => import("./ioredis/files.ts"),
  "is-odd": () => import("./is-odd/files.ts"),
  joi: () => import("./joi/files.ts"),
  jsonwebtoken: () => import("./jsonwebtoken/files.ts"),
  "left-pad": () => import("./left-pad/files.ts"),
  lodash: () => import("./lodash/files.ts"),
  moment: () => import("./moment/files.ts"),
  mongodb: () => import("./mongodb/files.ts"),
  mongoose: () => import("./mongoose/files.ts"),
  ms: () => import("./ms/files.ts"),
  multer: () => import("./multer/files.ts"),
  mustache: () => import("./mustache/files.ts"),
  mysql: () => import("./mysql/files.ts"),
  mysql2: () => import("./mysql2/files.ts"),
  pg: () => import("./pg/files.ts"),
  nanoid: () => import("./nanoid/files.ts"),
  "node-fetch": () => import("./node-fetch/files.ts"),
  redis: () => import("./redis/files.ts"),
  "socket.io": () => import("./socket.io/files.ts"),
  "socket.io-client": () => import("./socket.io-client/files.ts"),
  supertest: () => import("./supertest/files.ts"),
  uuid: () => import("./uuid/files.ts"),
  winston: () => import("./winston/files.ts"),
  ws: () => import("./ws/files.ts"),
};

/** A package's files with what it does; undefined when it is none of these. */
export async function filesOf(name: string, version: string): Promise<Readonly<Record<string, string>> | undefined> {
  const load = Object.hasOwn(FILES, name) ? FILES[name] : undefined;
  if (!load) return undefined;
  const { files } = await load();
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path, text.replaceAll("@VERSION@", version)]));
}
