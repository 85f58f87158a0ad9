import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/**
 * Three builds in one: main (the shell, the office and its child as utility processes, the browser host and its child), preload, page. Everything is bundled
 * but the native store: one file a process opens faster than a thousand. Code stays runnable on Node 20 (Electron 33).
 */
const external = ['electron', 'libsql', /^node:/];

export default defineConfig({
  main: {
    build: {
      target: 'node20',
      externalizeDeps: false,
      minify: false,
      rollupOptions: {
        external,
        input: {
          shell: resolve('main/shell/index.ts'),
          'office-process': resolve('main/shell/office-process.ts'),
          host: resolve('main/host/index.ts'),
          'register-worker': resolve('main/papers/register/worker.ts'),
          'argon-worker': resolve('main/office/people/argon-worker.ts'),
          'store-child': resolve('main/host/store-child.ts'),
          'shell-store-child': resolve('main/shell/store-child.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: 'node20',
      externalizeDeps: false,
      rollupOptions: {
        external,
        input: { preload: resolve('main/shell/preload.ts') },
        // Sandboxed preload scripts have to be CommonJS.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    base: './',
    plugins: [react()],
    build: {
      target: 'chrome130',
      minify: true,
      outDir: resolve('out/renderer'),
      modulePreload: { polyfill: false },
      rollupOptions: { input: resolve('renderer/index.html') },
    },
  },
});
