import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the empty extension calls its icon in the activity bar. */
export const EMPTY_TITLE = 'Nothing';
export const EMPTY_ID = 'order-desk.nothing';

/** Writes an extension that does nothing when its view is opened, and hands back its folder. */
export function writeEmptyExtension(parent: string): string {
  const folder = join(parent, 'nothing');
  const manifest = {
    ...{ name: 'nothing', publisher: 'order-desk', version: '1.0.0', displayName: EMPTY_TITLE },
    ...{ main: './extension.cjs', engines: { vscode: '^1.105.0' } },
    contributes: {
      viewsContainers: {
        activitybar: [{ id: 'nothing', title: EMPTY_TITLE, icon: 'nothing.svg' }],
      },
      views: { nothing: [{ id: 'nothing.view', name: EMPTY_TITLE }] },
    },
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'extension.cjs'), 'exports.activate = () => {};\n');
  writeFileSync(join(folder, 'nothing.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>\n');
  return folder;
}
