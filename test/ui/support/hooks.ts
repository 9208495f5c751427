// Mocha's root hooks for everything that drives windows: a picture of every window on a failure, and
// nothing left running at the end.
import { join } from 'node:path';
import { root } from '../../../scripts/setup/paths.mjs';
import { endAll } from './cleanup.ts';
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
    for (const [index, window] of [...openWindows].entries()) {
      const file = join(screenshots, `failed-${name}-${index + 1}.png`);
      await window.screenshot(file).catch(() => undefined); // the window may be what failed
      console.log(`      screenshot: ${file}`);
    }
  },
  async afterAll(): Promise<void> {
    await endAll();
  },
};
