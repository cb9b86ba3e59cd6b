// `src` is the root so that everything the build depends on lies in one folder (scripts/build.mjs hashes it).
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

/** Style sheets of pages that stand alone: the server writes those pages, and names these files. */
const plainStyles = ['status-page.css', 'plain-page.css'];

/** Puts the font of the pages before the plain style sheets, under the names that its files have in this build. */
function plainPagesFont(): Plugin {
  return {
    name: 'plain-pages-font',
    apply: 'build',
    writeBundle({ dir = '' }, bundle) {
      const source = createRequire(import.meta.url).resolve('@fontsource-variable/inter/wght.css');
      const built = Object.keys(bundle);
      const faces = readFileSync(source, 'utf8').replace(/\.\/files\/([\w-]+)\.woff2/g, (_, font: string) => {
        const name = built.find((each) => each.startsWith(`assets/${font}-`) && each.endsWith('.woff2'));
        if (name === undefined) throw new Error(`${font} is not in the build`);
        return `./${name}`;
      });
      for (const style of plainStyles)
        writeFileSync(join(dir, style), faces + readFileSync(join(dir, style), 'utf8'));
    },
  };
}

export default defineConfig({
  root: 'src',
  // Files are named relative to the one that names them; the collector puts its base path into index.html.
  base: './',
  plugins: [plainPagesFont()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2022',
    // light-dark() as it is: these are the first that know it.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // Data URLs would need `img-src data:` in the content security policy.
    assetsInlineLimit: 0,
    // Vite's polyfill injects fetches for older browsers; those we support know modulepreload.
    modulePreload: { polyfill: false },
  },
});
