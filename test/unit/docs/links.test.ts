import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import sharp from 'sharp';
import { IMAGES, PICTURES } from '../../../scripts/pictures/list.ts';
import { root } from '../../../scripts/setup/paths.mjs';

const LARGEST = 60 * 1024;
const pages = globSync('{*.md,docs/**/*.md}', { cwd: root }).sort();

interface Link {
  readonly file: string;
  readonly anchor: string | undefined;
}

/** Where the links and pictures of a page lead to, but for other hosts. */
function linksIn(text: string): Link[] {
  const prose = text.replaceAll(/^```[\s\S]*?^```$/gm, '');
  return [...prose.matchAll(/\]\((?!\w+:)([^)#]*)(?:#([^)]*))?\)/g)].map(
    ([, file = '', anchor]) => {
      return { file, anchor };
    },
  );
}

/** The anchors of a page's headings, as GitHub and VS Code make them. */
function anchorsOf(text: string): string[] {
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\- ]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe('links between the pages', () => {
  for (const page of pages) {
    it(`lead somewhere: ${page}`, () => {
      for (const { file, anchor } of linksIn(readFileSync(join(root, page), 'utf8'))) {
        const target = file === '' ? join(root, page) : resolve(root, dirname(page), file);
        assert.ok(existsSync(target), `${file} is not there`);
        if (anchor === undefined) continue;
        const anchors = anchorsOf(readFileSync(target, 'utf8'));
        assert.ok(anchors.includes(anchor), `${file || page} has no #${anchor}`);
      }
    });
  }

  it('are found, and headings with them', () => {
    const text = '[a](b.md#c-d) ![e](f.png) [g](#h) [i](https://j)\n```\n[k](l)\n```';
    assert.deepEqual(linksIn(text), [
      { file: 'b.md', anchor: 'c-d' },
      { file: 'f.png', anchor: undefined },
      { file: '', anchor: 'h' },
    ]);
    assert.deepEqual(anchorsOf('## `a.b`\n# What, now?'), ['ab', 'what-now']);
  });
});

describe('the pictures of the pages', () => {
  const used = new Set(
    pages.flatMap((page) => {
      const links = linksIn(readFileSync(join(root, page), 'utf8'));
      return links.map(({ file }) => relative(IMAGES, resolve(root, dirname(page), file)));
    }),
  );
  const images = globSync('*', { cwd: IMAGES });

  it('are each on a page', () => {
    assert.ok(images.length > 0);
    for (const name of images) assert.ok(used.has(name), name);
  });

  it('are those that UI tests take, besides the drawing of the measurements', () => {
    const taken = Object.keys(PICTURES).map((name) => `${name}.png`);
    assert.deepEqual(images.sort(), [...taken, 'speed.svg'].sort());
    for (const [name, { test, screenshot }] of Object.entries(PICTURES)) {
      const source = readFileSync(join(root, 'test', 'ui', `${test}.test.ts`), 'utf8');
      const taking = [...source.matchAll(/picture\([\w.]+, (?:'([^']+)'|`([^`$]+)\$\{)/g)];
      const takes = taking.some(([, whole, begin]) => {
        return whole === screenshot || (begin !== undefined && screenshot.startsWith(begin));
      });
      assert.ok(takes, `${name}: ${test}.test.ts takes no ${screenshot}`);
    }
  });

  it('are as large as the list has it, and small files', async () => {
    for (const [name, { clip }] of Object.entries(PICTURES)) {
      const file = join(IMAGES, `${name}.png`);
      const { width, height } = await sharp(file).metadata();
      assert.deepEqual([width, height], [clip.width, clip.height], name);
      assert.ok(statSync(file).size <= LARGEST, `${basename(file)} has ${statSync(file).size} B`);
    }
  });
});
