// Entry of the tests that run inside VS Code's extension host: what `extensionTestsPath` names.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import { tally } from '../../scripts/test/tally.ts';

export async function run(): Promise<void> {
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 30_000,
    slow: 5_000,
    color: process.env['ORDER_DESK_COLOR'] === '1',
    forbidOnly: true,
    forbidPending: true,
  });
  // The runner picks Mocha's lines out of all that the window logs by this word.
  Mocha.reporters.Base.consoleLog = (...words: unknown[]) =>
    console.log('[mocha]', format(...words));
  const grep = process.env['ORDER_DESK_GREP'];
  if (grep !== undefined && grep !== '') mocha.grep(grep);
  const suites = readdirSync(__dirname, { recursive: true, encoding: 'utf8' });
  for (const name of suites.filter((each) => each.endsWith('.test.cjs')).sort()) {
    mocha.addFile(join(__dirname, name));
  }
  const results = process.env['ORDER_DESK_RESULTS'];
  const failed = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    if (results !== undefined) tally(runner, results);
  });
  if (failed > 0) throw new Error(`${failed} failed`);
}
