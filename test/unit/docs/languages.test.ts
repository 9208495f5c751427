import assert from 'node:assert/strict';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { escapedTexts, shownTexts } from '../../../scripts/build/strings.ts';
import { LANGUAGES, readBundle, type Bundle } from '../../../scripts/build/translations.ts';
import { root } from '../../../scripts/setup/paths.mjs';

/** Texts that look like words and are none that a person reads, by their file. */
const NOT_READ: Readonly<Record<string, readonly string[]>> = {
  // The kinds of these errors are put into words where they are shown.
  'src/commands/keys.ts': ['The workspace is not trusted'],
  'src/platform/deskMaker.ts': ['The workspace is not trusted', 'No key for '],
  // What the secret storage itself failed to do, as a reason in brackets; the storage's own name of it is English too.
  'src/platform/credentials.ts': ['Secret storage failed to '],
  // For a language model.
  'src/commands/programs/tools.ts': ['The person said no, so nothing was sent.'],
  // Nothing that a person does leads there.
  'src/commands/ticket/draft.ts': ['The order is not complete.'],
  'src/platform/profiles.ts': ['The paper profile is built in'],
  // Parts of addresses, by which windows find their tabs again in whatever language.
  'src/platform/documentUri.ts': [
    ...['/cancel proof ', '/placement proof ', '/cancel report ', '/panic report '],
  ],
  // Names of states and of rows.
  'src/views/orderItem.ts': ['place sending', 'place acknowledged', 'place unknown'],
  'src/views/positionItem.ts': ['no positions', 'free margin'],
};

const PAST_THEM = `
  log.info('Nothing that is logged counts.');
  show(t('This one is translated.'));
  show('Nothing was sent.');
  show(\`\${count} orders were canceled\`);
  show(t('It says: {0}', 'Said in it.'));
`;

const parsed = (file: string): Bundle =>
  JSON.parse(readFileSync(join(root, file), 'utf8')) as Bundle;
const holes = (text: string): readonly string[] => (text.match(/\{\d+\}/g) ?? []).sort();
const icons = (text: string): readonly string[] => (text.match(/\$\([\w~-]+\)/g) ?? []).sort();
const links = (text: string): readonly string[] => (text.match(/\]\([^)]*\)/g) ?? []).sort();

/** Members of package.json that a person reads. */
const READ = new Set([
  'title',
  'description',
  'displayName',
  'userDescription',
  'enumDescriptions',
]);
/** What a language model reads is English. */
const FOR_MODELS = new Set(['modelDescription', 'inputSchema']);

/** What a part of package.json says to a person in words of its own. */
function ownWords(part: object): readonly string[] {
  return Object.entries(part).flatMap(([name, value]: [string, unknown]) => {
    if (FOR_MODELS.has(name)) return [];
    const texts = READ.has(name) ? [value].flat() : [];
    const own = texts.filter((text) => typeof text === 'string' && !/^%[\w.]+%$/.test(text));
    return [...own.map(String), ...(typeof value === 'object' && value ? ownWords(value) : [])];
  });
}

describe('the languages', () => {
  it('reach every text: none in the layers that talk to people is written past them', () => {
    const escaped = escapedTexts(root).filter(({ text, place }) => {
      const known = NOT_READ[place.split(':')[0] ?? ''];
      return !known?.includes(text);
    });
    assert.deepEqual(escaped, []);
    const files = Object.entries(NOT_READ);
    const still = new Set(
      escapedTexts(root).map(({ text, place }) => `${place.split(':')[0]} ${text}`),
    );
    for (const [file, texts] of files)
      for (const text of texts) assert.ok(still.has(`${file} ${text}`), `${file} has no "${text}"`);
  });

  it('find what is written past them', () => {
    const folder = mkdtempSync(join(tmpdir(), 'order-desk-languages-'));
    try {
      mkdirSync(join(folder, 'src', 'commands'), { recursive: true });
      writeFileSync(join(folder, 'src', 'commands', 'some.ts'), PAST_THEM);
      const found = escapedTexts(folder).map(({ text }) => text);
      assert.deepEqual(found, ['Nothing was sent.', ' orders were canceled', 'Said in it.']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('find what package.json says past them', () => {
    const tool = { displayName: 'Orders', inputSchema: { description: 'For a model.' } };
    const part = { commands: [{ title: 'Run' }, { title: '%command.run%' }], tools: [tool] };
    assert.deepEqual(ownWords(part), ['Run', 'Orders']);
  });

  it('know every word of package.json that a person reads', () => {
    const manifest = readFileSync(join(root, 'package.json'), 'utf8');
    const { contributes } = JSON.parse(manifest) as { contributes: object };
    assert.deepEqual(ownWords(contributes), []);
    const english = parsed('package.nls.json');
    const used = new Set((manifest.match(/%[\w.]+%/g) ?? []).map((name) => name.slice(1, -1)));
    assert.deepEqual([...used].sort(), Object.keys(english).sort());
  });

  it('come one file each', () => {
    const files = globSync('{package.nls.*.json,l10n/*}', { cwd: root }).sort();
    const wanted = LANGUAGES.flatMap((each) => [
      `l10n/bundle.l10n.${each}.json`,
      `package.nls.${each}.json`,
    ]);
    assert.deepEqual(files, wanted.sort());
  });

  for (const language of LANGUAGES) {
    it(`are complete: ${language} has every text that is shown, and no other`, () => {
      const bundle = readBundle(language);
      const texts = [...new Set(shownTexts(root).map(({ text }) => text))];
      assert.deepEqual(Object.keys(bundle), texts, 'run `node scripts/build/translations.ts`');
      assert.deepEqual(
        Object.keys(parsed(`package.nls.${language}.json`)),
        Object.keys(parsed('package.nls.json')),
      );
    });

    it(`have each page of the walkthrough: ${language}`, () => {
      const english = globSync('media/walkthrough-*.md', { cwd: root }).filter(
        (file) => !file.includes('.nls.'),
      );
      assert.ok(english.length > 0);
      for (const file of english)
        assert.ok(
          readFileSync(join(root, file.replace(/md$/, `nls.${language}.md`)), 'utf8').trim(),
          file,
        );
    });

    it(`keep what is put into texts, icons and links: ${language}`, () => {
      const pairs = [
        ...Object.entries(readBundle(language)),
        ...Object.entries(parsed('package.nls.json')).map(([key, text]) => {
          return [text, parsed(`package.nls.${language}.json`)[key] ?? ''] as const;
        }),
      ];
      for (const [english, other] of pairs) {
        assert.notEqual(other, '', english);
        assert.deepEqual(holes(other), holes(english), english);
        assert.deepEqual(icons(other), icons(english), english);
        assert.deepEqual(links(other), links(english), english);
        assert.equal(other.endsWith('…'), english.endsWith('…'), english);
      }
    });

    it(`are no English: hardly any text of ${language} is without a character of its own`, () => {
      const own = /[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/;
      const without = Object.entries(readBundle(language)).filter(([, text]) => !own.test(text));
      for (const [english] of without)
        assert.doesNotMatch(english.replaceAll(/\{\d+\}/g, ''), /[a-z]{3,} [a-z]{3,}/, english);
    });
  }
});
