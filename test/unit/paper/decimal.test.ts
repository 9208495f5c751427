import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Decimal, parseDecimal, plain, Step } from '../../../src/paper/decimal.ts';
import { CONTRACTS } from '../../../src/paper/engine/contracts.ts';

describe('decimals', () => {
  it('reads plain unsigned decimals in strings and nothing else', () => {
    assert.equal(parseDecimal('0.10')?.toFixed(), '0.1');
    for (const value of [1, '1e3', '-1', '+1', '.5', '1.', '', ' 1', '0x1', 'NaN', null, {}]) {
      assert.equal(parseDecimal(value), undefined);
    }
  });

  it('are strict: a JavaScript number cannot get in', () => {
    assert.throws(() => new Decimal(0.1));
    assert.throws(() => new Decimal('1').times(2));
  });

  it('are written without exponent and trailing zeros', () => {
    assert.equal(plain(new Decimal('0.0000000100')), '0.00000001');
    assert.equal(plain(new Decimal('1000000000000000000000')), '1000000000000000000000');
    assert.equal(plain(new Decimal('0.12345678949')), '0.123456789');
  });

  it('go to whole steps and back unchanged', () => {
    const steps = CONTRACTS.flatMap(({ tick, lot }) => [tick, lot]);
    const count = fc.integer({ min: 0, max: 1_000_000_000 });
    const property = fc.property(fc.constantFrom(...steps), count, (step, n) => {
      const text = step.format(n);
      assert.match(text, /^\d+(\.\d*[1-9])?$/);
      assert.equal(step.toDecimal(n).toFixed(), text);
      assert.equal(step.toSteps(new Decimal(text)), n);
      assert.equal(step.format(-n), n === 0 ? '0' : `-${text}`);
    });
    fc.assert(property);
  });

  it('that lie between steps are told apart', () => {
    assert.equal(new Step('0.5').toSteps(new Decimal('1.25')), undefined);
    assert.equal(new Step('0.5').floor(new Decimal('1.25')), 2);
    assert.equal(new Step('10').toSteps(new Decimal('15')), undefined);
  });
});
