import frames from "./frames.js?raw";
import index from "./index.js?raw";
import server from "./server.js?raw";
import websocket from "./websocket.js?raw";

export const files = {
  "frames.js": frames,
  "index.js": index,
  "server.js": server,
  "websocket.js": websocket,
};
