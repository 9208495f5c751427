import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alone } from '../../../scripts/setup/lock.mjs';

describe('set-up', () => {
  let folder: string;
  let lock: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'order-desk-lock-'));
    lock = join(folder, 'deeper', 'setup.lock');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('waits for another one in the same folder', async () => {
    const steps: string[] = [];
    const { promise: done, resolve: end } = Promise.withResolvers<void>();
    const first = alone(async () => {
      steps.push('first begins');
      await done;
      steps.push('first ends');
    }, lock);
    const second = alone(() => Promise.resolve(steps.push('second')), lock);
    end();
    await Promise.all([first, second]);
    assert.deepEqual(steps, ['first begins', 'first ends', 'second']);
    assert.equal(existsSync(lock), false);
  });

  it('lets the next one in where it fails', async () => {
    await assert.rejects(
      alone(() => Promise.reject(new Error('no network')), lock),
      /no network/,
    );
    assert.equal(await alone(() => Promise.resolve('in'), lock), 'in');
  });

  it('does not wait for one whose process is gone, or that never came to say which it is', async () => {
    await alone(() => Promise.resolve(), lock);
    const { pid } = spawnSync(process.execPath, ['--version']);
    writeFileSync(lock, String(pid));
    assert.equal(await alone(() => Promise.resolve('in'), lock), 'in');
    writeFileSync(lock, '');
    utimesSync(lock, 0, 0);
    assert.equal(await alone(() => Promise.resolve('in'), lock), 'in');
  });
});
