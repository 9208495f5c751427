// `node scripts/build/translations.ts`: brings l10n/bundle.l10n.<language>.json into the order of the texts in src,
// drops those that nothing shows any more, and prints those that still have to be translated.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup/paths.mjs';
import { shownTexts } from './strings.ts';

/** Besides English, which stands in the sources and in package.nls.json. */
export const LANGUAGES = ['zh-cn'] as const;

/** What a language has for each text, by the English one. */
export type Bundle = Readonly<Record<string, string>>;

function bundleFile(language: string): string {
  return join(root, 'l10n', `bundle.l10n.${language}.json`);
}

export function readBundle(language: string): Bundle {
  return JSON.parse(readFileSync(bundleFile(language), 'utf8')) as Bundle;
}

if (import.meta.main) {
  const texts = [...new Set(shownTexts(root).map(({ text }) => text))];
  for (const language of LANGUAGES) {
    const known = readBundle(language);
    const kept = texts.flatMap((text) => (known[text] === undefined ? [] : [[text, known[text]]]));
    writeFileSync(
      bundleFile(language),
      `${JSON.stringify(Object.fromEntries(kept), undefined, 2)}\n`,
    );
    for (const text of texts)
      if (known[text] === undefined) console.log(`${language} lacks ${JSON.stringify(text)}`);
  }
}
