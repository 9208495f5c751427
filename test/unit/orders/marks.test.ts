import assert from 'node:assert/strict';
import Big from 'big.js';
import { distanceFrom, Marks, signedText } from '../../../src/orders/marks.ts';
import { Decimal } from '../../../src/paper/decimal.ts';
import { CONTRACTS } from '../../../src/paper/engine/contracts.ts';
import type { PaperExchange } from '../../../src/paper/exchange.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { live, PaperDesks } from '../../support/paperDesks.ts';
import { makeOrder } from './makeOrder.ts';

describe('mark prices', () => {
  const rig = new PaperDesks();
  let paper: PaperExchange;

  beforeEach(async () => (paper = await rig.start()));
  afterEach(() => rig.end());

  const asked = (): number =>
    Object.entries(paper.services.stats.requests)
      .filter(([route]) => route.includes('pricing-data'))
      .reduce((sum, [, count]) => sum + count, 0);

  it('come by the stream, the newest for each contract, and are not asked for then', async () => {
    const desk = rig.desk();
    await live(desk);
    const heard = new Promise<void>((resolve) => {
      const hearing = desk.venue.stream?.().onPricing(() => (hearing?.dispose(), resolve()));
    });
    const [contract] = CONTRACTS;
    assert.ok(contract);
    paper.services.market.move(contract, contract.tick.floor(new Decimal('62000')));
    await heard;
    assert.equal(desk.marks.get('BTC-PERP')?.price, '62000');
    await desk.marks.renew(['BTC-PERP'], 60_000);
    assert.equal(asked(), 0);
  });

  it('are asked for where one is missing, or has grown old', async () => {
    const clock = new ManualClock();
    const { venue } = rig.venue(paper.ready.url); // its stream is never started
    const marks = new Marks(venue, clock);
    await marks.renew(['BTC-PERP'], 10_000);
    assert.equal(marks.get('BTC-PERP')?.price, '61250');
    await marks.renew(['BTC-PERP', 'ETH-PERP'], 10_000);
    assert.equal(asked(), 1);
    await clock.advance(10_001);
    await marks.renew(['BTC-PERP'], 10_000);
    assert.equal(asked(), 2);
  });
});

describe('the distance of an order from its mark price', () => {
  const distance = (mark: string, changes: Parameters<typeof makeOrder>[0]): string | undefined =>
    distanceFrom(mark, makeOrder(changes))?.toFixed();

  it('is in per cent of that, above 0 for a higher price', () => {
    assert.equal(distance('200', { price: '210' }), '5');
    assert.equal(distance('200', { price: '199' }), '-0.5');
  });

  it('is that of the stop price where there is no limit', () => {
    assert.equal(distance('200', { price: undefined, stopPrice: '220' }), '10');
  });

  it('is not known without a price, or without a mark above 0', () => {
    assert.equal(distance('200', { price: undefined, stopPrice: undefined }), undefined);
    assert.equal(distance('0', { price: '210' }), undefined);
  });

  it('has more decimals where it would be rounded to nothing, or to all of the price', () => {
    const text = (value: string): string => signedText(new Big(value), 2);
    assert.deepEqual(['0.125', '-5', '0', '-100', '-99.99'].map(text), [
      ...['+0.13', '-5.00', '+0.00', '-100.00', '-99.99'],
    ]);
    assert.deepEqual(['-0.0016', '-99.9998', '0.00000000000004'].map(text), [
      ...['-0.002', '-99.9998', '+0.000000000000'],
    ]);
  });
});
