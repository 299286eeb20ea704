// Copies what the site serves out of node_modules; called by `make` after `npm ci`.
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "../qoima/site/assets/vendor");

const scripts = ["cyrillic-ext", "cyrillic", "greek", "latin-ext", "latin"];
const inter = scripts.flatMap((script) => [400, 600].map((weight) => `files/inter-${script}-${weight}-normal.woff2`));
const katexFonts = readdirSync(join(here, "node_modules/katex/dist/fonts"))
  .filter((name) => name.endsWith(".woff2"))
  .map((name) => `dist/fonts/${name}`);

const packages = {
  "@fontsource/inter": ["LICENSE", ...inter],
  katex: ["LICENSE", "dist/katex.min.css", "dist/katex.min.js", "dist/contrib/auto-render.min.js", ...katexFonts],
};

rmSync(target, { recursive: true, force: true });
for (const [name, files] of Object.entries(packages)) {
  for (const file of files) {
    const from = join(here, "node_modules", name, file);
    const to = join(target, name.split("/").pop(), file.replace(/^(files|dist)\//, ""));
    if (!existsSync(from)) throw new Error(`${name} has no ${file}`);
    mkdirSync(dirname(to), { recursive: true });
    cpSync(from, to);
  }
}
