// `npm run exchange -- [options]`: the paper exchange alone. Its one JSON line is all that goes to
// stdout from here; what set-up and build have to say goes to stderr. npm itself announces a script
// on stdout unless it is told not to: `npm run --silent exchange -- --port 0`.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { endWith, node24 } from './setup/node24.mjs';
import { root } from './setup/paths.mjs';

const bundle = join(root, 'dist', 'paper.cjs');

if (!existsSync(node24)) prepare(process.execPath, ['scripts/setup.mjs', 'dependencies']);
if (!existsSync(bundle)) prepare(node24, ['esbuild.js']);

endWith(spawn(node24, [bundle, ...process.argv.slice(2)], { stdio: 'inherit' }));

function prepare(program, args) {
  const toStderr = ['ignore', 2, 2];
  const { status } = spawnSync(program, args, { cwd: root, stdio: toStderr });
  if (status !== 0) process.exit(status ?? 1);
}
