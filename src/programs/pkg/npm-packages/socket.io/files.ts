import broadcast from "./broadcast.js?raw";
import engine from "./engine.js?raw";
import index from "./index.js?raw";
import namespace from "./namespace.js?raw";
import packets from "./packets.js?raw";
import socket from "./socket.js?raw";

export const files = {
  "broadcast.js": broadcast,
  "engine.js": engine,
  "index.js": index,
  "namespace.js": namespace,
  "packets.js": packets,
  "socket.js": socket,
};
