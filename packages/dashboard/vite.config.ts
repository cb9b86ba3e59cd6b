// `src` is the root so that everything the build depends on lies in one folder (scripts/build.mjs hashes it).
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'src',
  // Files are named relative to the one that names them; the collector puts its base path into index.html.
  base: './',
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
