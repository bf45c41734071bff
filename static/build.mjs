// Builds static/dist from the npm packages: `npm ci && npm run build`.
// dist is committed, so running and testing Coprogramma need no Node.
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

import esbuild from "esbuild";
import { PurgeCSS } from "purgecss";
import * as sass from "sass";

const require = createRequire(import.meta.url);
const here = import.meta.dirname;
const root = path.dirname(here);
const modules = path.join(root, "node_modules");
const dist = path.join(here, "dist");
const own = { package: "coprogramma", version: null, licence: "EUPL-1.2" };
const manifest = {};

async function upstream(name) {
  const about = JSON.parse(await readFile(path.join(modules, name, "package.json"), "utf8"));
  return { package: about.name, version: about.version, licence: about.license };
}

// A file goes out under the hash of its content, with its compressed twins.
async function put(logical, content, parts) {
  const bytes = Buffer.from(content);
  const { name, ext } = path.parse(logical);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const file = `${name}.${hash}${ext}`;
  const integrity = `sha384-${createHash("sha384").update(bytes).digest("base64")}`;
  const entry = { file, integrity, bytes: bytes.length, parts };
  await writeFile(path.join(dist, file), bytes);
  if (ext !== ".woff2") {
    const best = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
    const br = brotliCompressSync(bytes, best);
    await writeFile(path.join(dist, `${file}.br`), br);
    await writeFile(path.join(dist, `${file}.gz`), gzipSync(bytes, { level: 9 }));
    entry.bytes_br = br.length;
  }
  manifest[logical] = entry;
  return file;
}

async function fonts() {
  const parts = [await upstream("@fontsource/titillium-web")];
  const files = {};
  for (const weight of [400, 600]) {
    const from = `@fontsource/titillium-web/files/titillium-web-latin-${weight}-normal.woff2`;
    const bytes = await readFile(require.resolve(from));
    files[weight] = await put(`titillium-${weight}.woff2`, bytes, parts);
  }
  return files;
}

async function styles(fontFiles) {
  const { css } = sass.compile(path.join(here, "css", "main.scss"), {
    loadPaths: [path.join(modules, "bootstrap-italia", "src", "scss")],
    quietDeps: true,
    silenceDeprecations: ["import", "global-builtin", "color-functions", "mixed-decls", "if-function"],
    logger: sass.Logger.silent,
  });
  const withFonts = css.replace(/titillium-(\d+)\.woff2/g, (_, weight) => fontFiles[weight]);
  const [{ css: used }] = await new PurgeCSS().purge({
    content: [`${root}/templates/**/*.html`, `${root}/app/**/*.py`, `${here}/js/*.js`],
    css: [{ raw: withFonts }],
    defaultExtractor: (text) => text.match(/[\w-/:]+/g) ?? [],
    // Small utilities and all that is ours stay, so that a new page seldom needs a new build.
    safelist: {
      standard: [
        /^[mp][tbsexy]?(-(sm|md|lg))?-(\d|auto)$/, /^d-/, /^col(-|$)/, /^g[xy]?-/, /^flex-/,
        /^(justify-content|align-items)-/, /^text-/, /^fw-/, /^bg-/, /^btn-/, /^alert-/,
        /^table$/, /^list-/, /^is-/, /^w-/, /^gap-/, /^htmx-/, /^icon-/,
      ],
      greedy: [/popover-open/, /aria-/, /details-content/],
    },
    variables: true,
    keyframes: true,
  });
  const { code } = await esbuild.transform(used, { loader: "css", minify: true, target: "es2022" });
  await put("main.css", code, [await upstream("bootstrap-italia"), own]);
}

async function scripts() {
  const htmx = await readFile(require.resolve("htmx.org/dist/htmx.min.js"), "utf8");
  const ours = await esbuild.build({
    entryPoints: [path.join(here, "js", "app.js")],
    bundle: true, minify: true, format: "iife", target: "es2022", write: false,
  });
  const about = await upstream("htmx.org");
  const plain = htmx.replace(/\n?\/\/# sourceMappingURL.*$/m, "");
  await put("main.js", `${plain};\n${ours.outputFiles[0].text}`, [about, own]);
  const sse = await readFile(require.resolve("htmx.org/dist/ext/hx-sse.min.js"), "utf8");
  await put("hx-sse.js", sse.replace(/\n?\/\/# sourceMappingURL.*$/m, ""), [about]);
}

// The icons in use become one Jinja macro with the drawings inside: no request, no `safe`.
async function icons() {
  const names = JSON.parse(await readFile(path.join(here, "icons.json"), "utf8"));
  const sprite = await readFile(path.join(modules, "bootstrap-italia/dist/svg/sprites.svg"), "utf8");
  const { version, licence } = await upstream("bootstrap-italia");
  const branches = names.map((name, index) => {
    const symbol = sprite.match(new RegExp(`<symbol id="it-${name}"[^>]*>(.*?)</symbol>`, "s"));
    if (!symbol) throw new Error(`no icon named ${name} in bootstrap-italia ${version}`);
    return `{%- ${index ? "elif" : "if"} name == "${name}" -%}${symbol[1].replace(/\s+/g, " ")}`;
  });
  const lines = [
    `{# Made by static/build.mjs from static/icons.json. Drawings: bootstrap-italia ${version}, ${licence}. #}`,
    '{% macro icon(name, label=None, size="sm") -%}',
    '<svg class="icon icon-{{ size }}" viewBox="0 0 24 24" focusable="false"',
    '{%- if label %} role="img" aria-label="{{ label }}"{% else %} aria-hidden="true"{% endif %}>',
    ...branches,
    "{%- else -%}{{ no_such_icon[name] }}{%- endif -%}</svg>",
    "{%- endmacro %}",
  ];
  await writeFile(path.join(root, "templates/components/icon.html"), `${lines.join("\n")}\n`);
}

// What we hand on carries its licence.
async function licences() {
  const texts = [];
  for (const name of ["bootstrap-italia", "htmx.org", "@fontsource/titillium-web"]) {
    const { version, licence } = await upstream(name);
    const text = await readFile(path.join(modules, name, "LICENSE"), "utf8");
    texts.push(`${name} ${version} (${licence})\n\n${text.trim()}\n`);
  }
  await writeFile(path.join(dist, "licences.txt"), texts.join(`\n${"-".repeat(72)}\n\n`));
}

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
await icons();
await styles(await fonts());
await scripts();
await licences();
const sorted = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1)));
await writeFile(path.join(dist, "manifest.json"), `${JSON.stringify(sorted, null, 2)}\n`);
for (const [logical, { file, bytes, bytes_br }] of Object.entries(sorted)) {
  console.log(`${logical.padEnd(22)} ${file.padEnd(38)} ${bytes} B${bytes_br ? `, brotli ${bytes_br} B` : ""}`);
}
console.log(`${(await readdir(dist)).length} files in static/dist`);
