import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { latin1, redactHeaders, redacted, Redactor } from '../../../src/net/redact.ts';

const secret = 'p/q+r=s"t secret';
const aloneAndWithin = ['', 'k:', 'a', 'user:'];

function formsOf(text: string): string[] {
  const bytes = Buffer.from(text);
  return [
    text,
    bytes.toString('base64'),
    bytes.toString('base64url'),
    bytes.toString('hex'),
    encodeURIComponent(text),
    encodeURIComponent(bytes.toString('base64')),
    encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase()),
    JSON.stringify(text).slice(1, -1),
    JSON.stringify(text).slice(1, -1).replace('+', '\\u002b').replace('=', '\\u003d'),
    JSON.stringify(text).slice(1, -1).replace('+', '\\u002B').replace('=', '\\u003D'),
  ];
}

describe('redaction', () => {
  it('replaces the values of secret headers whatever their case, and nothing else', () => {
    const headers = [
      ['X-Auth-Key', 'abc'],
      ['accept', 'x-auth-key'],
    ] as const;
    assert.deepEqual(redactHeaders(headers, ['x-auth-key']), [
      ['X-Auth-Key', redacted],
      ['accept', 'x-auth-key'],
    ]);
  });

  it('takes a secret out of a text in every form it may have', () => {
    const redactor = new Redactor([secret]);
    for (const form of formsOf(secret)) {
      const clean = redactor.scrub(`before ${form} after`);
      assert.ok(!clean.includes(form), form);
      assert.match(clean, /^before .*‹redacted›.* after$/);
    }
  });

  it('finds it in the thousandth text as in the first, and what it has learned since', () => {
    const redactor = new Redactor([secret]).with(['signature-of-one-connection']);
    const innocent = JSON.stringify({ m: 'futures-order', p: '61250.5' });
    for (let i = 0; i < 1_000; i++) assert.equal(redactor.scrub(innocent), innocent);
    for (const form of formsOf(secret))
      assert.ok(!redactor.scrub(`${innocent}${form}`).includes(form));
    assert.match(redactor.scrub(`${innocent}signature-of-one-connection`), /}‹redacted›$/);
    redactor.add('learned-since');
    assert.equal(redactor.scrub('learned-since'), redacted);
  });

  it('takes it out of what it was encoded with, as in a header for basic authorization', () => {
    const redactor = new Redactor([secret]);
    for (const before of aloneAndWithin) {
      for (const encoding of ['base64', 'base64url'] as const) {
        const clean = redactor.scrub(Buffer.from(`${before}${secret}:more`).toString(encoding));
        assert.match(clean, /‹redacted›/);
        const left = clean.split(redacted).map((part) => Buffer.from(part, encoding).toString());
        assert.doesNotMatch(left.join(' '), /secret|p\/q/);
      }
    }
  });

  it('takes it out of bytes by as many asterisks', () => {
    const redactor = new Redactor([secret]);
    for (const form of formsOf(secret)) {
      const bytes = Buffer.from(`ü ${form}${form} é`);
      const clean = Buffer.from(redactor.scrubBytes(bytes));
      assert.equal(clean.length, bytes.length);
      assert.ok(!clean.includes(form));
      assert.match(clean.toString(), /^ü .*\*\*\*\*.* é$/);
      assert.ok(bytes.includes(form), 'the bytes handed in stay as they were');
    }
  });

  it('hands back the very same bytes where there is no secret in them', () => {
    const bytes = Buffer.from('nothing to see');
    assert.equal(new Redactor([secret]).scrubBytes(bytes), bytes);
  });

  it('leaves no part of a longer secret that holds a shorter one', () => {
    const redactor = new Redactor(['abcd', 'abcdefgh']);
    assert.equal(redactor.scrub('abcdefgh abcd'), `${redacted} ${redacted}`);
  });

  it('forgets a secret that is disposed, and one that was known for one request', () => {
    const redactor = new Redactor();
    const held = redactor.add('first-secret');
    const both = redactor.with(['second-secret']);
    assert.equal(both.scrub('first-secret second-secret'), `${redacted} ${redacted}`);
    assert.equal(redactor.scrub('second-secret'), 'second-secret');
    held.dispose();
    assert.equal(redactor.scrub('first-secret'), 'first-secret');
  });

  it('takes all out for one request that it takes out for good', () => {
    const word = fc.string({ minLength: 4, maxLength: 60, unit: 'grapheme-ascii' });
    const key = fc.base64String({ minLength: 12, maxLength: 88 });
    const around = fc.string({ maxLength: 5 });
    fc.assert(
      fc.property(fc.oneof(word, key), around, around, (hidden, before, after) => {
        const within = Buffer.from(`${before}${hidden}${after}`);
        const texts = [
          ...formsOf(hidden).map((form) => `${before}${form}${after}`),
          ...(['base64', 'base64url', 'hex'] as const).map((encoding) => within.toString(encoding)),
          within.toString('hex').toUpperCase(),
          encodeURIComponent(within.toString('base64')),
        ];
        for (const text of texts) {
          const brief = (): Redactor => new Redactor(['another']).with([hidden]);
          const forGood = new Redactor(['another', hidden]);
          const bytes = Buffer.from(text);
          assert.equal(brief().scrub(text), forGood.scrub(text));
          assert.deepEqual(brief().scrubBytes(bytes), forGood.scrubBytes(bytes));
          assert.equal(brief().standsIn(text), forGood.scrub(text) !== text);
        }
      }),
    );
  });

  it('knows bytes that were read as Latin-1', () => {
    const redactor = new Redactor(['gehëim-wörd']);
    const bytes = Buffer.from('{"echo":"gehëim-wörd"}');
    assert.ok(redactor.standsIn(latin1(bytes)));
    assert.equal(Buffer.from(redactor.scrubBytes(bytes)).includes('wörd'), false);
  });

  it('does not garble texts for a secret of a few characters', () => {
    assert.equal(new Redactor(['', 'a', 'abc']).scrub('a cab, abc'), 'a cab, abc');
  });

  it('shows no secret when it is printed itself', () => {
    const printed = inspect(new Redactor([secret]), { depth: Infinity, showHidden: true });
    assert.ok(!printed.includes('secret') || printed === 'Redactor {}', printed);
    assert.equal(JSON.stringify(new Redactor([secret])), '{}');
  });

  it('leaves no secret in any text or bytes', () => {
    const word = fc.string({ minLength: 4, maxLength: 40 });
    fc.assert(
      fc.property(word, fc.array(fc.string()), (hidden, parts) => {
        // A secret made of what replaces it would be found again, and says nothing.
        fc.pre(!redacted.includes(hidden) && !/^\*+$/.test(hidden));
        const redactor = new Redactor([hidden]);
        const text = parts.join(hidden);
        const clean = Buffer.from(redactor.scrubBytes(Buffer.from(text)));
        assert.equal(clean.length, Buffer.byteLength(text));
        assert.ok(!clean.includes(hidden));
      }),
    );
  });
});
