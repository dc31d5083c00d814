import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import type { Plugin } from "vite";

/** Each text once more as .br and .gz beside itself, where Whitenoise looks for them. */
export function compressed(build: string): Plugin {
  return {
    name: "compressed",
    writeBundle(_, bundle) {
      for (const name of Object.keys(bundle).filter((name) => /\.(js|css|svg)$/.test(name))) {
        const source = readFileSync(resolve(build, name));
        writeFileSync(resolve(build, `${name}.br`), brotliCompressSync(source));
        writeFileSync(resolve(build, `${name}.gz`), gzipSync(source, { level: 9 }));
      }
    },
  };
}
