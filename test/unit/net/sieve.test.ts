import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Sieve } from '../../../src/net/sieve.ts';

/** Few different characters, so that parts of the texts stand everywhere. */
const letters = fc.constantFrom('a', 'b', '+', '€', '\u{1f511}');
const word = fc.string({ unit: letters, minLength: 1, maxLength: 12 });

describe('a sieve', () => {
  it('never says of a text that stands somewhere that it does not', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), fc.array(word), (texts, parts) => {
        const sieve = new Sieve(texts);
        const text = parts.join('');
        const held = texts.some((each) => text.includes(each));
        assert.ok(sieve.mayHold(text) || !held);
        for (const each of texts) assert.ok(sieve.mayHold(`${text}${each}${text}`));
      }),
      { numRuns: 2_000 },
    );
  });

  it('finds texts longer than it looks at once', () => {
    const long = 'x'.repeat(300);
    const sieve = new Sieve([`${long}a`, `${long}b`]);
    assert.ok(sieve.mayHold(`${'y'.repeat(1_000)}${long}b`));
    assert.ok(!sieve.mayHold('y'.repeat(1_000)));
  });

  it('lets pass what has nothing in common with the texts', () => {
    const sieve = new Sieve(['5wufLIE41GqiytKgbFw3cn0dC9pJYnZ', 'TWVzc2FnZXMgb2Ygb3JkZXJz']);
    assert.ok(!sieve.mayHold(JSON.stringify({ m: 'futures-order', p: '61250.5', q: '0.1' })));
    assert.ok(!sieve.mayHold(''));
  });
});
