import incomplete from "../shared/incomplete.js?raw";
import arrays from "./arrays.js?raw";
import collections from "./collections.js?raw";
import functions from "./functions.js?raw";
import index from "./index.js?raw";
import objects from "./objects.js?raw";
import texts from "./texts.js?raw";
import values from "./values.js?raw";

export const files = {
  "incomplete.js": incomplete,
  "arrays.js": arrays,
  "collections.js": collections,
  "functions.js": functions,
  "index.js": index,
  "objects.js": objects,
  "texts.js": texts,
  "values.js": values,
};
