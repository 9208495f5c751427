import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { root } from './paths.mjs';

const LOOK_EVERY_MS = 200;
/** A file without a process id in it for so long, ms, was left by one that ended just then. */
const EMPTY_MS = 5_000;

/**
 * Runs `work` when no other set-up in this folder is at work: two at once would take away each other's
 * files. A lock whose process is gone is no lock.
 */
export async function alone(work, file = join(root, '.vscode-test', 'setup.lock')) {
  await take(file);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

async function take(file) {
  mkdirSync(dirname(file), { recursive: true });
  for (let told = false; ;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = holderOf(file);
    if (holder === undefined) {
      rmSync(file, { force: true });
      continue;
    }
    if (!told)
      console.log(`• Another set-up is at work here (process ${holder}); waiting for it …`);
    told = true;
    await setTimeout(LOOK_EVERY_MS);
  }
}

/** The process that holds the lock; `undefined` where it is gone. */
function holderOf(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    if (pid === 0) return Date.now() - statSync(file).mtimeMs < EMPTY_MS ? 'just begun' : undefined;
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    return error.code === 'EPERM' ? 'of another user' : undefined;
  }
}
