import cookie from "./cookie.js?raw";
import index from "./index.js?raw";
import store from "./store.js?raw";

export const files = {
  "cookie.js": cookie,
  "index.js": index,
  "store.js": store,
};
