import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A step of the other extension: what it is called in the palette, and the code that it runs, with `desk` at hand. */
export type Steps = Readonly<Record<string, string>>;

/**
 * Writes an extension that uses Order Desk as any other may: by its API, `desk`, by commands, and by tools. Each step is
 * a command "Other: …" that says in the status bar what came of it, as JSON, or the message of its error.
 * @returns its folder
 */
export function writeOtherExtension(parent: string, steps: Steps): string {
  const folder = join(parent, 'other');
  const names = Object.keys(steps);
  const manifest = {
    ...{ name: 'other', publisher: 'order-desk-tests', version: '1.0.0', displayName: 'Other' },
    ...{ main: './extension.cjs', engines: { vscode: '^1.105.0' } },
    extensionDependencies: ['order-desk.order-desk'],
    contributes: {
      commands: names.map((name, at) => {
        return { command: `other.step${at}`, title: name, category: 'Other' };
      }),
    },
  };
  const code = names.map(
    (name, at) => `
  vscode.commands.registerCommand('other.step${at}', async () => {
    const desk = await vscode.extensions.getExtension('order-desk.order-desk').activate();
    const tool = async (name, input) => {
      const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
      return JSON.parse(content[0].value);
    };
    said.text = 'At work';
    said.show();
    try {
      const came = await (async () => { ${steps[name] ?? ''} })();
      said.text = 'Came: ' + (JSON.stringify(came) ?? 'nothing').slice(0, 400);
    } catch (error) {
      said.text = 'Failed: ' + error.message;
    }
  });`,
  );
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(
    join(folder, 'extension.cjs'),
    `const vscode = require('vscode');\nexports.activate = () => {\n  const said = vscode.window.createStatusBarItem();${code.join('')}\n};\n`,
  );
  return folder;
}
