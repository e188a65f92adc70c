import bcryptText from "../shared/bcrypt-text.js?raw";
import index from "./index.js?raw";

export const files = {
  "bcrypt-text.js": bcryptText,
  "index.js": index,
};
