import index from "./index.js?raw";
import multipart from "./multipart.js?raw";
import storage from "./storage.js?raw";

export const files = {
  "index.js": index,
  "multipart.js": multipart,
  "storage.js": storage,
};
