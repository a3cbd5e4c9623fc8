import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const FIRST_LOAD_BYTES_MAX = 250 * 1000;

/** The catalogues serve the program as well; the browser gets only its own words. */
function ownWords(): Plugin {
  return {
    name: 'own-words',
    enforce: 'pre',
    load(id) {
      if (!/\/words\/(nl|en)\.json$/.test(id)) return null;
      const all = JSON.parse(readFileSync(id, 'utf8')) as Record<string, string>;
      const own = Object.fromEntries(Object.entries(all).filter(([key]) => key.startsWith('web.')));
      return { code: `export default ${JSON.stringify(own)}`, moduleType: 'js' };
    },
  };
}

/** What a first visit loads: the entry, what it imports, one language and the largest single page. Refuses above the budget. */
function firstLoad(): Plugin {
  return {
    name: 'first-load',
    apply: 'build',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((part) => part.type === 'chunk');
      const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
      const gather = (name: string, into: Set<string>) => {
        if (into.has(name)) return into;
        into.add(name);
        byName.get(name)?.imports.forEach((next) => gather(next, into));
        return into;
      };
      const size = (names: Iterable<string>) =>
        [...names].reduce((sum, name) => sum + gzipSync(byName.get(name)?.code ?? '', { level: 9 }).length, 0);
      const entry = chunks.find((chunk) => chunk.isEntry);
      if (!entry) return;
      const start = gather(entry.fileName, new Set());
      const pages = entry.dynamicImports.concat([...start].flatMap((name) => byName.get(name)?.dynamicImports ?? []));
      const largest = pages
        .map((page) => ({ page, bytes: size([...gather(page, new Set())].filter((name) => !start.has(name))) }))
        .sort((a, b) => b.bytes - a.bytes)[0];
      const words = Math.max(0, ...chunks.filter((c) => /\/words\/(nl|en)\.json$/.test(c.facadeModuleId ?? '')).map((c) => size([c.fileName])));
      const total = size(start) + words + (largest?.bytes ?? 0);
      const kb = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
      console.log(
        `\nfirst load, JS gzip: ${kb(total)} of ${kb(FIRST_LOAD_BYTES_MAX)} (start ${kb(size(start))}, words ${kb(words)}, largest page ${kb(largest?.bytes ?? 0)})`,
      );
      if (total > FIRST_LOAD_BYTES_MAX) this.error(`first load is ${kb(total)}, above ${kb(FIRST_LOAD_BYTES_MAX)}`);
    },
  };
}

export default defineConfig({
  plugins: [ownWords(), react(), firstLoad()],
  resolve: { alias: { '@words': new URL('../words', import.meta.url).pathname } },
  build: {
    outDir: 'dist',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: {
    fs: { allow: ['..'] },
    proxy: { '/api': process.env.GOUD_ADDRESS ?? 'http://127.0.0.1:8099', '/s': process.env.GOUD_ADDRESS ?? 'http://127.0.0.1:8099' },
  },
});
