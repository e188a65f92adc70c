import index from "./index.js?raw";

export const files = {
  "index.js": index,
};
