import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

type Chunk = {
  type: 'chunk';
  code: string;
  imports: string[];
  moduleIds: string[];
  isEntry: boolean;
  isDynamicEntry: boolean;
};

/** The component that a page is: its folder's name is the page's. */
const PAGE = /\/src\/pages\/([\w-]+)\/[A-Z]\w*\.tsx$/;

/** Prints how much JavaScript each page needs before it shows anything, and fails above the limit. */
export function budget(limit: number): Plugin {
  const lines: string[] = [];
  return {
    name: 'budget',
    apply: 'build',
    generateBundle(_, bundle) {
      const chunks = new Map<string, Chunk>();
      for (const [file, output] of Object.entries(bundle)) {
        if (output.type === 'chunk') {
          chunks.set(file, output);
        }
      }
      const sizes = new Map<string, number>();
      const size = (file: string) => {
        let known = sizes.get(file);
        if (known === undefined) {
          known = gzipSync(chunks.get(file)?.code ?? '').length;
          sizes.set(file, known);
        }
        return known;
      };
      const needs = (file: string, all = new Set<string>()): Set<string> => {
        if (!all.has(file)) {
          all.add(file);
          chunks.get(file)?.imports.forEach((each) => needs(each, all));
        }
        return all;
      };
      const entry = [...chunks].find(([, chunk]) => chunk.isEntry);
      const shell = entry === undefined ? new Set<string>() : needs(entry[0]);
      for (const [file, chunk] of chunks) {
        const page = chunk.isDynamicEntry
          ? chunk.moduleIds.map((id) => PAGE.exec(id)?.[1]).find((name) => name !== undefined)
          : undefined;
        if (page !== undefined) {
          const total = [...needs(file, new Set(shell))].reduce((sum, each) => sum + size(each), 0);
          lines.push(`${page}: ${(total / 1000).toFixed(1)} kB of JavaScript, gzip`);
          if (total > limit) {
            this.error(`${page} needs ${total} bytes of JavaScript, and may need ${limit}.`);
          }
        }
      }
    },
    closeBundle() {
      lines.sort().forEach((line) => console.log(line));
    },
  };
}
