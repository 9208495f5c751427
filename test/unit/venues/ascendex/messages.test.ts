import assert from 'node:assert/strict';
import { toAccountNews } from '../../../../src/venues/ascendex/stream/messages.ts';

describe('an account update', () => {
  const evidence = { receivedAt: 1, text: '' };

  it('has no sequence where the number is more than a number can hold', () => {
    const json: unknown = JSON.parse('{"m":"futures-account-update","t":1,"sn":1e999}');
    assert.equal(toAccountNews(json, evidence).sequence, -1);
  });
});
