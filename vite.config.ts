import { defineConfig } from "vite";

// The guest code of node processes is handed to its engine as text: names of functions and classes show in stacks and values.
const output = {
  minify: { mangle: { keepNames: true }, compress: { keepNames: { function: true, class: true } } },
} as const;

export default defineConfig({
  // A static site that works from any sub-path.
  base: "./",
  worker: { format: "es", rolldownOptions: { output } },
  build: {
    target: "es2023",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: true,
    rolldownOptions: { output },
  },
});
