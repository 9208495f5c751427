import { spawnSync } from 'node:child_process';
import { root } from '../setup/paths.mjs';
import { findOnPath } from '../setup/run.mjs';

/**
 * Opens desktop VS Code with the extension, and returns its exit code; `undefined` where there is no
 * VS Code or nowhere to show it. VS Code refuses to run as root, so root has none.
 */
export function openDesktop(): number | undefined {
  const code = findOnPath(['code', 'code-insiders', 'codium']);
  const { env, platform } = process;
  const screen = platform !== 'linux' || Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY']);
  if (code === undefined || !screen || process.getuid?.() === 0) return undefined;
  const args = ['--new-window', `--extensionDevelopmentPath=${root}`];
  const { status, error } = spawnSync(code, args, { stdio: 'inherit' });
  if (error !== undefined) return undefined;
  console.log('Order Desk is open in VS Code: click its icon in the activity bar.');
  return status ?? 1;
}
