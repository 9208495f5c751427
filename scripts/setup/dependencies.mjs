import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { binFolder, nodeModules, root } from './paths.mjs';
import { SetupError, step } from './progress.mjs';
import { isExecutable, run } from './run.mjs';

const stampFile = join(nodeModules, '.order-desk-stamp');

/** Packages whose install scripts are needed; package.json's `allowScripts` says the same. */
const BUILT_ON_INSTALL = ['node', 'esbuild'];

/** Brings node_modules in line with package-lock.json. A stamp, written last, says that it is. */
export async function ensureDependencies() {
  const wanted = fingerprint();
  if (readStamp() === wanted && isExecutable(join(binFolder, 'node'))) return;
  await step('Installing npm packages, Node 24 among them', async () => {
    await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: root });
    await run('npm', ['rebuild', ...BUILT_ON_INSTALL], { cwd: root });
  });
  await checkNode();
  writeFileSync(stampFile, wanted);
}

async function checkNode() {
  const version = (await run(join(binFolder, 'node'), ['--version'])).trim();
  if (!version.startsWith('v24.')) {
    throw new SetupError(`Node 24 is needed; node_modules/.bin/node is ${version || 'silent'}.`);
  }
}

function fingerprint() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(`${process.platform}-${process.arch}`)
    .digest('hex');
}

function readStamp() {
  try {
    return readFileSync(stampFile, 'utf8').trim();
  } catch {
    return undefined;
  }
}
