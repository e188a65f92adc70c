// ws, to its documented interface.
const { WebSocket } = require("./websocket");
const { WebSocketServer } = require("./server");

WebSocket.Server = WebSocketServer;
WebSocket.WebSocketServer = WebSocketServer;
WebSocket.WebSocket = WebSocket;
WebSocket.createWebSocketStream = () => {
  throw new Error("drydock: createWebSocketStream of ws is not simulated");
};
module.exports = WebSocket;
