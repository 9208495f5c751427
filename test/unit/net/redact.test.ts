import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { redactHeaders, redacted, Redactor } from '../../../src/net/redact.ts';

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
