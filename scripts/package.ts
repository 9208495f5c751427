// Builds order-desk-<version>.vsix. `--out FILE` puts it somewhere else. All that the extension needs
// is bundled, so no dependency goes along; the pictures of the README go along as files.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup/paths.mjs';

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  name: string;
  version: string;
};
const asked = process.argv.indexOf('--out');
const out = asked < 0 ? undefined : process.argv[asked + 1];
const vsix = out ?? join(root, `${manifest.name}-${manifest.version}.vsix`);

const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
const options = ['--no-dependencies', '--no-rewrite-relative-links', '--allow-missing-repository'];
const { status } = spawnSync(process.execPath, [vsce, 'package', ...options, '--out', vsix], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit'],
});
process.exitCode = status ?? 1;
