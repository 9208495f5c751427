import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '../../../scripts/setup/paths.mjs';
import { readBundle } from '../../../scripts/build/translations.ts';

const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const guides = globSync('docs/guides/*.md', { cwd: root }).sort();
const tasks = guides.filter((file) => basename(file) !== 'README.md');
const pages = ['README.md', ...guides];

interface Titled {
  readonly command: string;
  readonly title: string;
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly Titled[];
    readonly menus: {
      readonly commandPalette: readonly { readonly command: string; readonly when: string }[];
    };
    readonly configuration: { readonly properties: object };
  };
}

const { contributes } = JSON.parse(read('package.json')) as Manifest;
const words = JSON.parse(read('package.nls.json')) as Readonly<Record<string, string>>;

const PREFIX = 'Order Desk: ';
/** What is in bold besides texts of Order Desk: the built-in profile, signs on the screen, and VS Code's own words. */
const OTHERS = ['PAPER', '✕', '+', 'Order Desk:', 'Order Desk: Focus on Open Orders View'];

const never = contributes.menus.commandPalette.filter(({ when }) => when === 'false');
const hidden = new Set(never.map(({ command }) => command));
/** The titles that the palette can have. */
const inPalette = new Set(
  contributes.commands
    .filter(({ command }) => !hidden.has(command))
    .map(({ title }) => words[title.slice(1, -1)] ?? title),
);
/** Every text of the screen; a welcome text has its words and each of its buttons as a line. */
const texts = [
  ...Object.values(words).flatMap((text) => text.split('\n')),
  ...Object.keys(readBundle('zh-cn')),
].map((text) => /^\[(.+)\]\(command:.+\)$/.exec(text)?.[1] ?? text);
const known = new Set(texts);

/**
 * Whether a person can see `name` on the screen. A "…" after a space stands for whatever comes there; a number may stand
 * where a text has a number put in.
 */
function isShown(name: string): boolean {
  if (OTHERS.includes(name) || known.has(name)) return true;
  if (name.startsWith(PREFIX)) return inPalette.has(name.slice(PREFIX.length));
  const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const parts = name.split(/(?<=^| )…/);
  const asked = new RegExp(`^${parts.map(escape).join('.+')}$`);
  return texts.some((text) => {
    if (parts.length > 1) return asked.test(text);
    const [...literals] = text.split(/\{\d+\}/);
    return literals.length > 1 && new RegExp(`^${literals.map(escape).join('\\d+')}$`).test(name);
  });
}

/** What stands in bold on a page, without its blocks of code. */
function boldIn(page: string): string[] {
  const prose = page.replaceAll(/^```[\s\S]*?^```$/gm, '');
  return [...prose.matchAll(/\*\*(.+?)\*\*/gs)].map(([, name = '']) =>
    name.replaceAll(/\s+/g, ' '),
  );
}

describe('the guides', () => {
  it('are all in their index, and lead to nothing else that calls itself a guide', () => {
    const index = read('docs/guides/README.md');
    const named = [...index.matchAll(/\]\(([\w-]+\.md)\)/g)].map(([, file]) => file);
    assert.deepEqual(
      named.sort(),
      tasks.map((file) => basename(file)),
    );
  });

  it('are all reached from the README', () => {
    const readme = read('README.md');
    for (const file of guides) assert.ok(readme.includes(`](${file})`), file);
  });

  for (const file of tasks) {
    it(`have names of the screen, a picture, steps, and what can go wrong: ${basename(file)}`, () => {
      const page = read(file);
      assert.ok(boldIn(page).length > 0);
      assert.match(page, /^!\[.+\]\(\.\.\/images\/[\w-]+\.png\)$/m);
      assert.match(page, /^1\. /m);
      assert.match(page, /^## (What can go wrong|Find out more)$/m);
    });
  }

  for (const file of pages) {
    it(`name what can be seen on the screen, where a name is in bold: ${file}`, () => {
      const unknown = boldIn(read(file)).filter((name) => !isShown(name));
      assert.deepEqual(unknown, []);
    });

    it(`name settings and commands that there are: ${file}`, () => {
      const ids = new Set([
        ...Object.keys(contributes.configuration.properties),
        ...contributes.commands.map(({ command }) => command),
      ]);
      const named = [...read(file).matchAll(/`(orderDesk\.[\w.]+)`/g)].map(([, id = '']) => id);
      const unknown = named.filter((id) => !ids.has(id));
      assert.deepEqual(unknown, []);
    });
  }

  it('would notice a name that nothing on the screen has', () => {
    const are = [
      'Place Order…',
      'Order Desk: Place Order…',
      'Stale: as of …',
      'Arm for 20 Minutes',
    ];
    for (const name of are) assert.ok(isShown(name), name);
    const areNot = ['Place Orders…', 'Order Desk: Show Proof', 'Place', 'Stale', 'Arm for …x'];
    for (const name of areNot) assert.ok(!isShown(name), name);
    assert.deepEqual(boldIn('**a\nb** c\n```\n**d**\n```\n**e**'), ['a b', 'e']);
  });
});
