import { resolve } from "node:path";
import { defineConfig } from "vite";
import { compressed } from "./vite.compressed.ts";

const assets = resolve(import.meta.dirname, "src/onmaru/channels/webchat/assets");
const build = resolve(import.meta.dirname, "src/onmaru/web/static/web/build");

/** The chat widget, apart from the desk: it runs in customers' browsers, older ones and those inside other apps too. */
export default defineConfig({
  root: assets,
  base: "./",
  publicDir: false,
  plugins: [compressed(build)],
  build: {
    outDir: build,
    emptyOutDir: false,
    manifest: "manifest-widget.json",
    target: ["chrome94", "safari15.4", "firefox98"],
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
    // Slower than the default, and a hundred bytes smaller, gzipped.
    minify: "terser",
    terserOptions: { module: true, ecma: 2020, compress: { passes: 3 } },
    rolldownOptions: {
      checks: { pluginTimings: false },
      input: { loader: resolve(assets, "loader.ts"), widget: resolve(assets, "widget.ts"), widgetstyle: resolve(assets, "widget.css") },
    },
  },
});
