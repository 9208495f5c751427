import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { FAULT_KINDS } from '../../../src/paper/faults/spec.ts';

const page = readFileSync(new URL('../../../docs/reliability.md', import.meta.url), 'utf8');
/** Each fault with the lines below its heading. */
const faults = page.split(/^### /m).slice(1);

/** The titles of a suite's tests; those made in a loop stand for whatever is put into them. */
function titlesIn(source: string): RegExp[] {
  const titles = source.matchAll(/\bit\(\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|`([^`]*)`)/g);
  return [...titles].map(([, single, double, template]) => {
    const text = (single ?? double ?? template ?? '').replaceAll(/\\(.)/g, '$1');
    const parts = template === undefined ? [text] : text.split(/\$\{[^}]*\}/);
    return new RegExp(
      `^${parts.map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+')}$`,
    );
  });
}

describe('the page on reliability', () => {
  it('says of every fault what is done, what is said and what holds it', () => {
    assert.ok(faults.length >= 20, `${faults.length} faults`);
    for (const fault of faults) {
      const [name] = fault.split('\n');
      for (const part of ['**Does** ', '**Says** ', '**Held by**\n\n- `']) {
        assert.ok(fault.includes(`\n${part}`), `${name}: ${part.trim()}`);
      }
    }
  });

  it('names tests that there are', () => {
    const named = [...page.matchAll(/^- `(.+?)`: (.+)$/gm)];
    assert.ok(named.length > 3 * faults.length, `${named.length} tests`);
    for (const [, suite = '', marked = ''] of named) {
      const title = marked.replaceAll('`', '');
      const file = new URL(`../../${suite}.test.ts`, import.meta.url);
      assert.ok(existsSync(file), `there is no ${suite}.test.ts`);
      const known = titlesIn(readFileSync(file, 'utf8'));
      assert.ok(
        known.some((pattern) => pattern.test(title)),
        `${suite} has no test "${title}"`,
      );
    }
  });

  it('has a place for every fault that the paper exchange can inject', () => {
    const injected = [...page.matchAll(/^\*\*Injected by\*\* (.+)$/gm)].map(([, list]) => list);
    for (const kind of FAULT_KINDS.keys()) assert.ok(injected.join().includes(`\`${kind}\``), kind);
  });

  it('would notice a test that is gone', () => {
    const known = titlesIn("it('a b', x); it(`is ${c} and ${d.e}`, y); it(\n  \"it's\", z)");
    const is = (title: string): boolean => known.some((pattern) => pattern.test(title));
    assert.deepEqual(['a b', 'is 1 and 2', "it's"].map(is), [true, true, true]);
    assert.deepEqual(['a', 'a b c', 'is 1', 'is and 2'].map(is), [false, false, false, false]);
  });
});
