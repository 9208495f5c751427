import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fullJitter, longestPause, parseRetryAfter } from '../../../src/net/backoff.ts';

describe('backoff', () => {
  it('waits anywhere between nothing and a ceiling that doubles up to a cap', () => {
    const limits = { base: 100, cap: 1_000 };
    const longest = [0, 1, 2, 3, 4, 50].map((n) => fullJitter(n, limits, () => 0.999_999));
    assert.deepEqual(longest, [99, 199, 399, 799, 999, 999]);
    assert.equal(
      fullJitter(3, limits, () => 0),
      0,
    );
  });

  it('reads Retry-After in seconds and as a date', () => {
    assert.equal(parseRetryAfter('3', 0), 3_000);
    assert.equal(parseRetryAfter('Thu, 01 Jan 1970 00:00:10 GMT', 4_000), 6_000);
    assert.equal(parseRetryAfter('Thu, 01 Jan 1970 00:00:10 GMT', 60_000), 0);
    assert.equal(parseRetryAfter('86400', 0), longestPause);
    assert.equal(parseRetryAfter('9'.repeat(400), 0), longestPause);
    for (const odd of [undefined, '', 'soon']) assert.equal(parseRetryAfter(odd, 0), undefined);
  });

  it('never makes a negative or endless wait of a header', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), (value, now) => {
        const wait = parseRetryAfter(value, now);
        assert.ok(wait === undefined || (wait >= 0 && Number.isFinite(wait)));
      }),
    );
  });
});
