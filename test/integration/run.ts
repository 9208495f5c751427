// Runs the bundled suites in the extension host of a real VS Code: the served workbench, in Chromium.
import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format } from 'node:util';
import type { Page } from 'playwright-core';
import { root } from '../../scripts/setup/paths.mjs';
import { endAll, startVsCode } from '../ui/support/index.ts';
import { authorities } from './authorities.ts';
import { runSettings } from './runSettings.ts';

const LIMIT_MS = 10 * 60_000;
const MOCHA = '[mocha] ';
/** All else that the window has to say; read it when a run fails without a word. */
const windowLog = join(root, 'results', 'integration.log');

/** Resolves with the exit code that the extension host reports once `run()` has ended. */
function exitOf(page: Page): Promise<number> {
  return new Promise((resolve, reject) => {
    page.on('crash', () => reject(new Error('the page crashed')));
    page.on('close', () => reject(new Error('the page was closed')));
    void page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
      const line = format(...args);
      if (line.startsWith(MOCHA)) console.log(line.slice(MOCHA.length));
      else appendFileSync(windowLog, `${type}: ${line}\n`);
    });
    void page.exposeFunction('codeAutomationExit', (code: number) => resolve(code));
  });
}

mkdirSync(dirname(windowLog), { recursive: true });
rmSync(windowLog, { force: true });
let limit: NodeJS.Timeout | undefined;
try {
  let ended: Promise<number> | undefined;
  await startVsCode({
    extensionPath: root,
    settings: runSettings,
    env: { ...authorities(), ORDER_DESK_COLOR: process.stdout.isTTY ? '1' : '' },
    testsPath: `${root}/out/test/integration/index.cjs`,
    prepare: (page) => {
      ended = exitOf(page);
      ended.catch(() => undefined); // it is awaited below, once the page has loaded
      return Promise.resolve();
    },
  });
  const late = new Promise<never>((_, reject) => {
    limit = setTimeout(() => reject(new Error('the extension host did not finish')), LIMIT_MS);
  });
  process.exitCode = await Promise.race([ended, late]);
  if (process.exitCode !== 0) console.error(`What else the window logged: ${windowLog}`);
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  clearTimeout(limit);
  await endAll();
}
