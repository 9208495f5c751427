import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Results } from '../../../scripts/test/tally.ts';
import { verdictOf } from '../../../scripts/test/verdict.ts';

describe('the verdict on a suite', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'order-desk-verdict-'));
    file = join(folder, 'unit.json');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (counts: Partial<Results>): void => {
    const results = { passed: 0, failed: 0, pending: 0, durationMs: 1, failures: [], ...counts };
    writeFileSync(file, JSON.stringify(results));
  };
  const counts = (ending: number | string): [number, number] => {
    const { passed, failed } = verdictOf(file, ending);
    return [passed, failed];
  };

  it('is what the tests counted, when the runner ended as they did', () => {
    write({ passed: 3 });
    assert.deepEqual(counts(0), [3, 0]);
    write({ passed: 3, failed: 2 });
    assert.deepEqual(counts(2), [3, 2]);
  });

  it('names the tests that failed, and says how', () => {
    const reason = ['AssertionError: 1 == 2', ...Array<string>(90).fill('    at somewhere')].join(
      '\n',
    );
    write({ passed: 3, failed: 1, failures: [{ title: 'orders are canceled', reason }] });
    const { notes } = verdictOf(file, 1);
    assert.deepEqual(notes.slice(0, 2), ['orders are canceled', '  AssertionError: 1 == 2']);
    assert.equal(notes.length, 25);
  });

  it('is a failure when the runner left nothing, or nothing that can be read', () => {
    assert.deepEqual(counts(0), [0, 1]);
    assert.deepEqual(counts('SIGKILL'), [0, 1]);
    writeFileSync(file, '{"passed": 3');
    assert.deepEqual(counts(0), [0, 1]);
  });

  it('is a failure when no test ran', () => {
    write({});
    assert.deepEqual(counts(0), [0, 1]);
  });

  it('is a failure when a test was skipped', () => {
    write({ passed: 3, pending: 2 });
    assert.deepEqual(counts(0), [3, 2]);
  });

  it('is a failure when all passed and the runner died after that', () => {
    write({ passed: 3 });
    assert.deepEqual(counts('SIGSEGV'), [3, 1]);
    assert.deepEqual(counts(1), [3, 1]);
  });
});
