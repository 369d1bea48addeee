import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { manualSite } from './manual/site.ts';

const api = process.env.REGUA_DEV_API;

/**
 * Few large files rather than many small ones: each waits for one of the six connections of a browser. What every first view needs comes
 * in two, of which the libraries outlive a release; what six pages or more share is a third. The first page counts no letters of a text: what
 * does comes with the pages where texts are written.
 */
const chunks = [
  { name: 'library', tags: ['$initial' as const], test: /node_modules/ },
  { name: 'console', tags: ['$initial' as const], test: (id: string) => !id.endsWith('main.tsx') && !id.endsWith('index.html') },
  { name: 'letters', test: /domain\/(accents|segments)\.ts$/ },
  { name: 'parts', minShareCount: 6 },
];

/** `npx vite web` against a running API (REGUA_DEV_API=http://localhost:8080) reloads pages while they are written. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), manualSite()],
  build: {
    outDir: '../dist/console',
    emptyOutDir: true,
    sourcemap: true,
    manifest: true,
    assetsInlineLimit: 0,
    target: 'es2022',
    reportCompressedSize: false,
    chunkSizeWarningLimit: 750, // kB before zipping; the first load has a limit of its own, zipped
    rolldownOptions: { output: { codeSplitting: { groups: chunks } } },
  },
  server: {
    ...(api !== undefined && {
      proxy: Object.fromEntries(
        ['/v1', '/ajuda', '/docs', '/health', '/openapi.json'].map((path) => [path, { target: api, changeOrigin: true }]),
      ),
    }),
  },
});
