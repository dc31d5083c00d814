import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { defineConfig, type Plugin } from "vite";
import { compressed } from "./vite.compressed.ts";

const assets = resolve(import.meta.dirname, "src/onmaru/web/assets");
const build = resolve(import.meta.dirname, "src/onmaru/web/static/web/build");

/** One sprite of the icons named in icons.json, drawn by Lucide, and of our own in icons/. */
function sprite(): Plugin {
  const lucide = resolve(import.meta.dirname, "node_modules/lucide-static/icons");
  const symbol = (name: string, svg: string) =>
    `<symbol id="${name}" viewBox="0 0 24 24">${svg.replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "").trim()}</symbol>`;
  let file = "";
  return {
    name: "sprite",
    generateBundle() {
      const named: Record<string, string> = JSON.parse(readFileSync(resolve(assets, "icons.json"), "utf8"));
      const symbols = Object.entries(named).map(([name, drawing]) =>
        symbol(name, readFileSync(resolve(lucide, `${drawing}.svg`), "utf8")),
      );
      for (const file of readdirSync(resolve(assets, "icons")).sort()) {
        symbols.push(symbol(file.replace(/\.svg$/, ""), readFileSync(resolve(assets, "icons", file), "utf8")));
      }
      const source = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("").replace(/\s+/g, " ")}</svg>`;
      const hash = createHash("sha256").update(source).digest("base64url").replace(/[-_]/g, "0").slice(0, 8);
      file = `assets/icons-${hash}.svg`;
      this.emitFile({ type: "asset", fileName: file, source });
    },
    // Vite's manifest knows only what a script or style sheet imports.
    writeBundle() {
      const manifest = resolve(build, "manifest.json");
      writeFileSync(manifest, JSON.stringify({ ...JSON.parse(readFileSync(manifest, "utf8")), "icons.svg": { file } }));
    },
  };
}

/** The fonts of printed documents: whole ones, because a typesetter does not read the browser's subsets. */
function printFonts(): Plugin {
  const folders = resolve(import.meta.dirname, "node_modules");
  const pretendard = ["Regular", "SemiBold", "Bold"].map((weight) => `pretendard/dist/public/static/alternative/Pretendard-${weight}.ttf`);
  // Pretendard has no Hanja, which stands in names, addresses and quoted contracts.
  const hanja = ["Regular", "Bold"].map((weight) => `@embedpdf/fonts-kr/fonts/NotoSansKR-${weight}.otf`);
  return {
    name: "print-fonts",
    generateBundle() {
      for (const font of [...pretendard, ...hanja]) {
        this.emitFile({ type: "asset", fileName: `print/${basename(font)}`, source: readFileSync(resolve(folders, font)) });
      }
    },
  };
}

export default defineConfig({
  root: assets,
  // Relative, so that the fonts are found under whatever STATIC_URL a deployment chooses.
  base: "./",
  publicDir: false,
  plugins: [sprite(), printFonts(), compressed(build)],
  build: {
    outDir: build,
    emptyOutDir: true,
    manifest: "manifest.json",
    target: ["chrome125", "edge125", "firefox129", "safari18"],
    // No data: addresses: the content policy allows fonts and pictures from our own origin only.
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
    // The names of all emoji, fetched when somebody first looks for one.
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      checks: { pluginTimings: false },
      input: { desk: resolve(assets, "desk.ts"), style: resolve(assets, "desk.css"), public: resolve(assets, "public.css"), worker: resolve(assets, "worker.ts") },
    },
  },
});
