import packets from "../socket.io/packets.js?raw";
import index from "./index.js?raw";

export const files = {
  "packets.js": packets,
  "index.js": index,
};
