import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Lists a language pack in a server's data folder, as VS Code does when one is installed. Extensions then speak
 * `language` where they are translated; VS Code itself finds none of its words in the pack and stays English.
 */
export function writeLanguagePack(dataFolder: string, language: string): void {
  const words = join(dataFolder, 'main.i18n.json');
  writeFileSync(words, JSON.stringify({ version: '1.0.0', contents: {} }));
  const extensionIdentifier = { id: `order-desk-tests.${language}` };
  const pack = {
    hash: language,
    label: language,
    extensions: [{ extensionIdentifier, version: '1.0.0' }],
    translations: { vscode: words },
  };
  writeFileSync(join(dataFolder, 'languagepacks.json'), JSON.stringify({ [language]: pack }));
}
