// Root hooks of Mocha for everything that drives windows: on a failure every window in a picture and in
// words and the log of the extension, and nothing left running at the end.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../scripts/setup/paths.mjs';
import { endAll } from './cleanup.ts';
import { running } from './vscode.ts';
import { openWindows } from './workbench.ts';

const screenshots = join(root, 'results', 'screenshots');

export const mochaHooks = {
  async afterEach(this: Mocha.Context): Promise<void> {
    const test = this.currentTest;
    if (test?.state !== 'failed') return;
    const name = test
      .fullTitle()
      .replaceAll(/[^\w]+/g, '-')
      .slice(0, 100);
    mkdirSync(screenshots, { recursive: true });
    const logs = [...running].map((code) => code.server.extensionLog());
    writeFileSync(join(screenshots, `failed-${name}.log`), logs.join('\n'));
    const seen: string[] = [];
    for (const [index, window] of [...openWindows].entries()) {
      const file = join(screenshots, `failed-${name}-${index + 1}.png`);
      await window.screenshot(file).catch(() => undefined); // the window may be what failed
      seen.push(`window ${index + 1}, screenshot: ${file}`);
      seen.push(await window.inWords().catch(String)); // it too
    }
    // What was on show is told where the reason is told, which is all that a summary has.
    if (test.err) test.err.stack = `${seen.join('\n')}\n${test.err.stack ?? ''}`;
  },
  async afterAll(): Promise<void> {
    await endAll();
  },
};
