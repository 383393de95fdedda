import react from '@vitejs/plugin-react';
import { budget } from './build/budget';
import { defineConfig } from 'vitest/config';

/** Where the server of `npm run dev` is; see README.md. */
const server = process.env.CWATCH_URL ?? 'http://127.0.0.1:8674';

export default defineConfig({
  base: '/console/',
  cacheDir: 'node_modules/.vite',
  plugins: [react(), budget(180_000)],
  build: {
    outDir: 'target/classes/console',
    emptyOutDir: true,
    // Nothing is put into the page itself: the server's policy lets nothing inline run.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    chunkSizeWarningLimit: 700,
  },
  server: {
    proxy: {
      '/api': {
        target: server,
        // Else the browser would ask for a password in a window of its own.
        configure: (proxy) =>
          proxy.on('proxyRes', (answer) => delete answer.headers['www-authenticate']),
      },
    },
  },
  test: { include: ['src/**/*.test.ts'] },
});
