import assert from 'node:assert/strict';
import fc from 'fast-check';
import { oneLine, parseJson, placeAt } from '../../../src/venues/json.ts';

function textsAt(text: string, path: readonly string[]): string[] {
  const elements = placeAt(text, path)?.elements ?? [];
  return elements.map(({ start, end }) => text.slice(start, end));
}

/** Any JSON text, with space of any kind between its tokens, and some odd keys. */
const anyJson = fc
  .tuple(fc.json({ maxDepth: 5 }), fc.constantFrom(undefined, 1, '\t', ' \r\n'))
  .map(([text, indent]) => JSON.stringify(JSON.parse(text), undefined, indent));

describe('parseJson', () => {
  it('takes a comma before a closing brace or bracket', () => {
    assert.deepEqual(parseJson('{"a": [1, 2 , ], "b": "x,}", }'), { a: [1, 2], b: 'x,}' });
  });

  it('takes no other departure from JSON', () => {
    for (const text of [
      '',
      ' ',
      '{',
      '[1',
      '{"a":1',
      '{"a":1,',
      '[,]',
      '{,}',
      '[1,,]',
      '{"a":,}',
      '[1,]]',
      '// x\n1',
      '/* x */ {"a":1,}',
      "{'a':1}",
      '{a:1}',
      '{"a":1} {"b":2}',
      '"abc',
      '{"a":"\n",}',
      '[01,]',
      'NaN',
      '<html></html>',
      ',',
      ',]',
    ]) {
      assert.throws(() => parseJson(text), SyntaxError, text);
    }
  });

  it('gives what JSON.parse gives for JSON', () => {
    fc.assert(
      fc.property(anyJson, (text) => {
        assert.deepEqual(parseJson(text), JSON.parse(text));
      }),
    );
  });

  it('never takes a text that was cut', () => {
    fc.assert(
      fc.property(anyJson, fc.nat(), (inner, at) => {
        const text = `{"code":0,"data":${inner},}`;
        assert.throws(() => parseJson(text.slice(0, at % text.length)), SyntaxError);
      }),
    );
  });

  it('either parses any text at all or throws a SyntaxError', () => {
    const pieces = fc.array(
      fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\', '"a"', '1', ' ', 'null', '\n'),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          pieces.map((list) => list.join('')),
        ),
        (text) => {
          try {
            parseJson(text);
          } catch (error) {
            assert.ok(error instanceof SyntaxError);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('makes __proto__ and its like plain keys', () => {
    for (const text of [
      '{"__proto__": {"code": 0}, "constructor": {"prototype": {"code": 0}}}',
      '{"__proto__": {"code": 0,},}',
    ]) {
      const value = parseJson(text) as object;
      assert.equal(Object.getPrototypeOf(value), Object.prototype);
      assert.ok(Object.hasOwn(value, '__proto__'));
      assert.ok(!('code' in value));
      assert.ok(!('code' in {}));
    }
  });
});

describe('spans', () => {
  it("give an element's own text, character for character", () => {
    const elements = [
      '{ "a" : 12345678901234567890 ,\t"b":"},{]" }',
      '"\\\\"',
      '"\\"]"',
      '-0.10',
      '[ ]',
      'null',
    ];
    const text = ` {"x":[{}], "data" :\n[ ${elements.join(' ,\r\n')} , ] , "y":1}`;
    assert.deepEqual(textsAt(text, ['data']), elements);
  });

  it('go down a path of keys', () => {
    const text = '{"data":{"meta":{"order":1},"order":{"id":"a"}}}';
    const span = placeAt(text, ['data', 'order']);
    assert.equal(text.slice(span?.start, span?.end), '{"id":"a"}');
    assert.equal(placeAt(text, ['data', 'none']), undefined);
    assert.equal(placeAt(text, ['data', 'order', 'id', 'deeper']), undefined);
    assert.deepEqual(textsAt(text, ['data']), []);
  });

  it('take the last of equal keys, as the parser does, however they are written', () => {
    const text = '{"data":[1],"d\\u0061ta":[2,3]}';
    assert.deepEqual(textsAt(text, ['data']), ['2', '3']);
    assert.deepEqual((parseJson(text) as { data: number[] }).data, [2, 3]);
  });

  it('are right for strings by the thousands, escapes among them, and for one of a megabyte', () => {
    const strings = Array.from({ length: 5_000 }, (_, i) => (i % 7 === 0 ? `\\"}${i}]` : `{${i}`));
    const elements = [{ strings }, { long: `${'x]'.repeat(500_000)}"` }, [{ strings }]];
    const texts = elements.map((element) => JSON.stringify(element));
    assert.deepEqual(textsAt(`{"data":[${texts.join(',')}],"more":1}`, ['data']), texts);
  });

  it('find just what the parser finds', () => {
    fc.assert(
      fc.property(fc.array(anyJson), anyJson, (list, other) => {
        const text = `{"other":${other}, "data":[${list.join(' , ')}],"more":${other}}`;
        const parsed = parseJson(text) as { data: unknown[] };
        assert.deepEqual(
          textsAt(text, ['data']).map((element) => JSON.parse(element) as unknown),
          parsed.data,
        );
        assert.deepEqual(textsAt(text, ['data']), list);
      }),
    );
  });
});

describe('oneLine', () => {
  it('makes strict JSON on one line of what the parser takes, and changes no token', () => {
    assert.equal(
      oneLine('{"big": 12345678901234567890,\r\n "x": [1.0, ],\n "y": "a\\nb,}", }'),
      '{"big": 12345678901234567890,   "x": [1.0  ],  "y": "a\\nb,}"  }',
    );
  });

  it('leaves all other JSON as it is but for its line ends', () => {
    fc.assert(
      fc.property(anyJson, (text) => {
        assert.equal(oneLine(text), text.replaceAll(/[\r\n]/g, ' '));
        assert.deepEqual(JSON.parse(oneLine(text)), JSON.parse(text));
      }),
    );
  });
});
