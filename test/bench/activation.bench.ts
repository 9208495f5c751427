// What VS Code itself says the installed package took to activate, and how soon orders are in sight.
import { globSync } from 'node:fs';
import { root } from '../../scripts/setup/paths.mjs';
import { runNode } from '../../scripts/test/task.ts';
import { endAll, startVsCode } from '../ui/support/index.ts';
import { summary } from './measure.ts';
import { report } from './report.ts';

const WINDOWS = 5;
await runNode(['scripts/package.ts'], 5);
const [vsix] = globSync('*.vsix', { cwd: root });
if (!vsix) throw new Error('npm run package made no .vsix');
const activation: number[] = [];
const firstRows: number[] = [];
for (let i = 0; i < WINDOWS; i += 1) {
  const code = await startVsCode({ vsix: `${root}/${vsix}` });
  const began = performance.now();
  await code.workbench.openViewContainer('Order Desk');
  await code.workbench.tree('Open Orders').shows('BTC-PERP');
  firstRows.push(performance.now() - began);
  await code.workbench.runCommand('Developer: Show Running Extensions');
  const row = code.page.locator('.extension', { hasText: 'Order Desk' }).first();
  const text = await row.locator('.activation-time').innerText();
  activation.push(Number(/(\d+)\s*ms/.exec(text)?.[1]));
  await code.close();
}
await endAll();
report({ title: 'Activation, as VS Code tells it', candidates: [summary('activate', activation)] });
report({ title: 'From a click to the first rows', candidates: [summary('first rows', firstRows)] });
