// Runs the bundled suites in the extension host of a real VS Code: the served workbench, in Chromium.
import { format } from 'node:util';
import type { Page } from 'playwright-core';
import { root } from '../../scripts/setup/paths.mjs';
import { endAll, startVsCode } from '../ui/support/index.ts';

const LIMIT_MS = 10 * 60_000;

/** Resolves with the exit code that the extension host reports once `run()` has ended. */
function exitOf(page: Page): Promise<number> {
  return new Promise((resolve, reject) => {
    page.on('crash', () => reject(new Error('the page crashed')));
    page.on('close', () => reject(new Error('the page was closed')));
    void page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
      const write = type === 'error' ? console.error : console.log;
      write(format(...args));
    });
    void page.exposeFunction('codeAutomationExit', (code: number) => resolve(code));
  });
}

let limit: NodeJS.Timeout | undefined;
try {
  let ended: Promise<number> | undefined;
  await startVsCode({
    extensionPath: root,
    testsPath: `${root}/out/test/integration/index.cjs`,
    prepare: async (page) => {
      ended = exitOf(page);
      ended.catch(() => undefined); // it is awaited below, once the page has loaded
      await page.addInitScript('0');
    },
  });
  const late = new Promise<never>((_, reject) => {
    limit = setTimeout(() => reject(new Error('the extension host did not finish')), LIMIT_MS);
  });
  process.exitCode = await Promise.race([ended, late]);
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  clearTimeout(limit);
  await endAll();
}
