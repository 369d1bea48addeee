import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { manualSite } from './manual/site.ts';

const api = process.env.REGUA_DEV_API;

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
  },
  server: {
    ...(api !== undefined && {
      proxy: Object.fromEntries(
        ['/v1', '/ajuda', '/docs', '/health', '/openapi.json'].map((path) => [path, { target: api, changeOrigin: true }]),
      ),
    }),
  },
});
