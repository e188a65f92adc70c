import { defineConfig } from "vite";

export default defineConfig({
  // A static site that works from any sub-path.
  base: "./",
  worker: { format: "es" },
  build: { target: "es2023", modulePreload: { polyfill: false }, assetsInlineLimit: 0, reportCompressedSize: true },
});
