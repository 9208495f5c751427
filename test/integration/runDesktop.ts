// Runs the same suites in desktop VS Code: the oldest that package.json allows, unless
// ORDER_DESK_VSCODE names another version. It is downloaded, so this works only where that can be.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { root } from '../../scripts/setup/paths.mjs';
import { endAll, temporaryFolder } from '../ui/support/cleanup.ts';
import { authorities } from './authorities.ts';
import { runSettings } from './runSettings.ts';

const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  engines: { vscode: string };
};
const version = process.env['ORDER_DESK_VSCODE'] ?? engines.vscode.replace('^', '');

/** A user data folder of its own, with the settings in it. */
function userData(): string {
  const folder = temporaryFolder('user-data');
  mkdirSync(join(folder, 'User'));
  writeFileSync(join(folder, 'User', 'settings.json'), JSON.stringify(runSettings));
  return folder;
}

async function download(): Promise<string> {
  try {
    return await downloadAndUnzipVSCode({ version, cachePath: join(root, '.vscode-test') });
  } catch (error) {
    throw new Error(
      `Desktop VS Code ${version} could not be downloaded, so nothing was tested in it. ` +
        '`npm run test:integration` runs the same suites in the served VS Code.',
      { cause: error },
    );
  }
}

try {
  process.exitCode = await runTests({
    vscodeExecutablePath: await download(),
    extensionDevelopmentPath: root,
    extensionTestsPath: join(root, 'out', 'test', 'integration', 'index.cjs'),
    extensionTestsEnv: authorities(),
    launchArgs: [
      temporaryFolder('workspace'),
      '--disable-extensions',
      '--disable-workspace-trust',
      ...['--user-data-dir', userData()],
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await endAll();
}
