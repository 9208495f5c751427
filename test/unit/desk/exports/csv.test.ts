import assert from 'node:assert/strict';
import { csv } from '../../../../src/desk/exports/csv.ts';

const one = (cell: string | undefined): string => csv(['a'], [[cell]]).split('\r\n')[1] ?? '';

describe('CSV', () => {
  it('has a heading, commas, and CRLF after every line, the last one too', () => {
    const rows = [
      ['1', '2'],
      [undefined, ''],
    ];
    assert.equal(csv(['a', 'b'], rows), 'a,b\r\n1,2\r\n,\r\n');
  });

  it('keeps every digit of decimals, below zero too', () => {
    for (const text of ['-0.000142423000', '12345678901234567890.10', '-3', '0.10'])
      assert.equal(one(text), text);
  });

  it('quotes commas, quotes, line ends, and spaces at the ends', () => {
    assert.equal(csv(['a'], [['x,"y"']]), 'a\r\n"x,""y"""\r\n');
    assert.equal(csv(['a'], [['x\ny']]), 'a\r\n"x\ny"\r\n');
    assert.equal(one(' x'), '" x"');
  });

  it('makes formulas harmless, and what only looks like a number', () => {
    for (const text of ['=1+1', '+1', '-1+1', '@SUM(A1)', '\tx', '＝1', '-1e5'])
      assert.equal(one(text), `"'${text}"`);
    assert.equal(csv(['a'], [['\r=1']]), 'a\r\n"\'\r=1"\r\n');
    assert.equal(one('=HYPERLINK("x")'), '"\'=HYPERLINK(""x"")"');
  });
});
