import assert from 'node:assert/strict';
import { formatJson } from '../../../src/net/formatJson.ts';

describe('JSON laid out', () => {
  it('keeps every token as it came', () => {
    const text = '{"a":12345678901234567890,"a":1e400,"b":["\\u0041",-0.10,]}';
    assert.equal(
      formatJson(text),
      '{\n  "a": 12345678901234567890,\n  "a": 1e400,\n  "b": [\n    "\\u0041",\n    -0.10,\n  ]\n}',
    );
  });

  it('goes as far as a text does that was cut', () => {
    assert.equal(formatJson('{"a":1,"b":"x'), '{\n  "a": 1,\n  "b":"x');
  });

  it('leaves a text alone in which a string lacks its end and more follows', () => {
    const text = '{"a": "x,\n  "b": 1,\n  "c": 2 }';
    assert.equal(formatJson(text), text);
  });

  it('leaves a text alone with something in it that is no token', () => {
    const text = '{"a":1,b*/* c"*/:"d"}';
    assert.equal(formatJson(text), text);
  });

  it('leaves a text alone that is nested more deeply than anybody reads', () => {
    const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
    assert.ok(formatJson(nested(99)).includes('\n'));
    for (const depth of [100, 1_000_000]) assert.equal(formatJson(nested(depth)), nested(depth));
  });
});
