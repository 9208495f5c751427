/** Names that mean something to JavaScript, or to a reader. */
export const oddKeys = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', 'then'],
  ...['length', '', '0', 'code', 'data', 'order', 'orderId', '\\u005f_proto__', '\\ud800'],
] as const;

/** Values of a wrong type, beyond what a double holds, or no JSON; bytes as Latin-1 text. */
export const oddValues = [
  ...[
    'null',
    'true',
    'false',
    '0',
    '-0',
    '-1',
    '1e400',
    '-1e400',
    '1E5',
    '0.1e-7',
    '5e-324',
    '1e21',
  ],
  ...[
    '9007199254740993',
    '-9007199254740993',
    '123456789012345678901234567890',
    '0.30000000000000004',
  ],
  ...[
    '8640000000000001',
    '1e300',
    'NaN',
    'Infinity',
    '-Infinity',
    'undefined',
    '01',
    '.5',
    '1.',
    '+1',
  ],
  ...['""', '" "', '"0"', '"-5"', '"NaN"', '"1e5"', '"0x10"', '"__proto__"', '"constructor"'],
  ...['"\\ud800"', '"\\udfff\\ud800"', '"\\u0000"', '"a\\u2028b"', '"\xed\xa0\x80"', '"\x00"'],
  ...[
    '"Canceled"',
    '"Filled"',
    '"New"',
    '"DONE"',
    '"cancel-order"',
    '"9007199254740993.000000001"',
  ],
  ...['[]', '{}', '[[]]', '[null]', '[0,]', '{"a":1,}', '[,]', '{,}'],
  ...['{"__proto__":{"polluted":true}}', '{"constructor":{"prototype":{"polluted":true}}}'],
  ...['{"__proto__":null}', '{"toString":1,"valueOf":1}', '{"then":1}', '{"length":4294967295}'],
] as const;
