// Builds order-desk-<version>.vsix. `--out FILE` puts it somewhere else. All that the extension needs
// is bundled, so no dependency goes along. VS Code's page of an extension shows no picture that comes
// as a file of the package, so the README goes without its pictures; its links lead to the repository.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup/paths.mjs';

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  name: string;
  version: string;
};
const asked = process.argv.indexOf('--out');
const out = asked < 0 ? undefined : process.argv[asked + 1];
const vsix = out ?? join(root, `${manifest.name}-${manifest.version}.vsix`);

const readme = join('out', 'package', 'README.md');
const withPictures = readFileSync(join(root, 'README.md'), 'utf8');
mkdirSync(join(root, 'out', 'package'), { recursive: true });
writeFileSync(join(root, readme), withPictures.replaceAll(/^!\[[^\]]*\]\([^)]*\)\n\n?/gm, ''));

const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
const args = ['package', '--no-dependencies', '--readme-path', readme, '--out', vsix];
const { status, stdout, stderr } = spawnSync(process.execPath, [vsce, ...args], {
  cwd: root,
  encoding: 'utf8',
});
process.stdout.write(stdout);
process.stderr.write(stderr);
// What the registries would say to it is to be mended, not read over.
const warned = /^\s*WARNING\b/m.test(stdout + stderr);
if (warned) console.error('The package is not to have warnings.');
process.exitCode = warned ? 1 : (status ?? 1);
