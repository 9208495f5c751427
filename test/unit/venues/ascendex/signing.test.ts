import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { sign, Signer } from '../../../../src/venues/ascendex/signing.ts';
import { VenueError } from '../../../../src/venues/errors.ts';
import type { Credentials } from '../../../../src/venues/kind.ts';
import { secret, timestamp, vectors } from '../../../support/signatureVectors.ts';

const origin = 'https://ascendex.com';
const credentials: Credentials = { apiKey: 'CEcrjGyipqt0OflgdQQSRGdrDXdDUY2x', secret, origin };

function errorOf(work: () => unknown): VenueError {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof VenueError);
    return error;
  }
  throw new assert.AssertionError({ message: 'nothing was thrown' });
}

describe('signing', () => {
  for (const [prehash, utf8, base64] of vectors) {
    it(`gives the known signature of ${prehash}`, () => {
      assert.equal(sign(secret, 'utf8', timestamp, prehash), utf8);
      if (base64) assert.equal(sign(secret, 'base64', timestamp, prehash), base64);
    });
  }

  it('makes the three headers of a private request', () => {
    const [prehash, utf8, base64] = vectors[2] ?? ['', ''];
    for (const [encoding, signature] of [
      ['utf8', utf8],
      ['base64', base64],
    ] as const) {
      assert.deepEqual(new Signer(credentials, encoding).headers(origin, prehash, timestamp), [
        ['x-auth-key', credentials.apiKey],
        ['x-auth-timestamp', '1608133910000'],
        ['x-auth-signature', signature],
      ]);
    }
  });

  it('refuses every origin but the one the secret was made for', () => {
    const signer = new Signer(credentials, 'utf8');
    for (const other of [
      'http://ascendex.com',
      'https://ascendex.com:8443',
      'https://www.ascendex.com',
      'https://ascendex.com.evil.example',
      'https://ASCENDEX.com',
      '',
    ]) {
      const error = errorOf(() => signer.headers(other, 'info', timestamp));
      assert.deepEqual([error.kind, error.reason], ['notSent', 'wrongOrigin'], other);
    }
  });

  it('shows neither key nor secret when it is printed or turned into JSON', () => {
    const signer = new Signer(credentials, 'base64');
    signer.headers(origin, 'info', timestamp);
    for (const shown of [
      inspect(signer, { depth: Infinity, showHidden: true, getters: true }),
      JSON.stringify(signer),
      JSON.stringify({ ...signer }),
      Object.getOwnPropertyNames(signer).join(),
    ]) {
      assert.ok(!shown.includes(credentials.apiKey) && !shown.includes(secret), shown);
      assert.ok(!shown.includes(Buffer.from(secret).toString('hex')), shown);
    }
  });

  it('says what is wrong with a key or a secret that could never be right', () => {
    const cases: readonly (readonly [Partial<Credentials>, RegExp])[] = [
      [{ apiKey: '' }, /empty/],
      [{ secret: '' }, /empty/],
      [{ apiKey: 'abc ' }, /space/],
      [{ apiKey: 'abc\r\nx: y' }, /space/],
      [{ apiKey: 'clé' }, /character/],
      [{ secret: `${secret}\n` }, /space/],
    ];
    for (const [wrong, words] of cases) {
      const error = errorOf(() => new Signer({ ...credentials, ...wrong }, 'utf8'));
      assert.deepEqual([error.kind, error.reason], ['notSent', 'badInput']);
      assert.match(error.message, words);
    }
    assert.match(
      errorOf(() => new Signer({ ...credentials, secret: 'no base64!' }, 'base64')).message,
      /utf8/,
    );
  });
});
