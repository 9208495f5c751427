import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { HmacSha256 } from '../../../src/venues/hmac.ts';

describe('an HMAC', () => {
  it("is node:crypto's, whatever the key and the messages are", () => {
    const messages = fc.array(fc.string({ unit: 'binary', maxLength: 400 }), { maxLength: 4 });
    const keys = fc.uint8Array({ maxLength: 200 });
    fc.assert(
      fc.property(keys, messages, (bytes, texts) => {
        const key = Buffer.from(bytes);
        const hmac = new HmacSha256(key);
        // One after the other, so that nothing of a longer one is left in the next.
        for (const text of [...texts, '']) {
          assert.equal(hmac.base64(text), createHmac('sha256', key).update(text).digest('base64'));
        }
      }),
    );
  });

  it('keeps its key to itself when it is printed', () => {
    const hmac = new HmacSha256(Buffer.from('the-secret'));
    assert.equal(
      `${inspect(hmac, { showHidden: true })}${JSON.stringify(hmac)}`,
      'HmacSha256 {}{}',
    );
  });
});
