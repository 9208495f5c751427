import assert from 'node:assert/strict';
import { USUAL, type Arrangement } from '../../../src/desk/arrangement.ts';
import type { Desk } from '../../../src/desk/desk.ts';
import { followDesk } from '../../../src/desk/followDesk.ts';
import { followMarks } from '../../../src/desk/followMarks.ts';
import { Redraws } from '../../../src/desk/redraws.ts';
import { Decimal } from '../../../src/paper/decimal.ts';
import { CONTRACTS } from '../../../src/paper/engine/contracts.ts';
import type { PaperExchange } from '../../../src/paper/exchange.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { live, PaperDesks } from '../../support/paperDesks.ts';

const ORDERS = 18;

describe('the rows of a desk', () => {
  const rig = new PaperDesks();
  let paper: PaperExchange;
  let desk: Desk;

  beforeEach(async () => {
    paper = await rig.start(ORDERS);
    desk = rig.desk();
    await live(desk);
    await desk.feed.refresh();
  });
  afterEach(() => rig.end());

  const arrange = (changes: Partial<Arrangement>): void => {
    desk.rows.arrangement = { ...USUAL, ...changes };
  };
  const all = (): readonly string[] =>
    desk.rows.groups.flatMap((group) => desk.rows.rowsIn(group).map(({ orderId }) => orderId));

  for (const grouping of ['symbol', 'side', 'type', 'none'] as const) {
    it(`are each in one group, grouped by ${grouping}, and counted`, () => {
      arrange({ grouping });
      const listed = desk.store.working.map(({ orderId }) => orderId);
      assert.deepEqual([...all()].sort(), listed.sort());
      for (const group of desk.rows.groups)
        assert.equal(desk.rows.countIn(group), desk.rows.rowsIn(group).length, group);
      assert.equal(desk.rows.shown, ORDERS);
    });
  }

  it('leave out what does not pass the filter, which hides no order from the count of all', () => {
    const [order] = desk.store.working;
    assert.ok(order);
    arrange({ text: order.symbol });
    assert.deepEqual(desk.rows.groups, [order.symbol]);
    assert.equal(desk.rows.shown, desk.store.workingIn(order.symbol).size);
    assert.equal(desk.rows.total, ORDERS);
    arrange({ text: 'no such order' });
    assert.deepEqual([desk.rows.groups, desk.rows.shown], [[], 0]);
  });

  for (const [what, changes, appears] of [
    ['one that appears, in a grouping by side', { grouping: 'side' }, true],
    ['one that appears, in a single list', { grouping: 'none' }, true],
    ['one that changes, sorted by size', { sorting: 'size' }, false],
    ['one that changes, under a filter', { text: 'buy' }, false],
  ] as const) {
    it(`are drawn with their group where a change may move them: ${what}`, () => {
      const order = desk.store.working.find(({ side }) => side === 'buy');
      assert.ok(order);
      arrange(changes);
      const redraws = new Redraws();
      const wiring = followDesk(desk, redraws, () => undefined);
      const orderId = appears ? 'another' : order.orderId;
      const news = { ...order, orderId, sequence: order.sequence + 1, filledQuantity: '0.001' };
      desk.store.apply([news], { kind: 'stream', at: 0, text: '' });
      const { groups, orderIds } = redraws.take(() => 5);
      assert.deepEqual([groups, orderIds], [[desk.rows.groupOf({ ...order, order })], []]);
      wiring.dispose();
    });
  }

  it('are drawn alone where a change leaves them in their place', () => {
    const [order] = desk.store.working;
    assert.ok(order);
    const redraws = new Redraws();
    const wiring = followDesk(desk, redraws, () => undefined);
    const news = { ...order, sequence: order.sequence + 1, raw: `${order.raw} ` };
    desk.store.apply([news], { kind: 'stream', at: 0, text: '' });
    assert.deepEqual(redraws.take(() => 5).orderIds, [order.orderId]);
    wiring.dispose();
  });

  it('follow the mark price in steps, where they say something else by it, and only while they can be seen', async () => {
    const clock = new ManualClock();
    const redraws = new Redraws();
    let visible = false;
    const spared = new Set<string>();
    const outdated = (orderId: string): boolean => !spared.has(orderId);
    const watch = { clock, visible: () => visible, outdated, onNews: () => undefined };
    const following = followMarks(desk, redraws, watch);
    const [contract] = CONTRACTS;
    assert.ok(contract);
    const moved = new Promise<void>((resolve) => {
      const hearing = desk.marks.onDidMove((symbol) => {
        if (symbol !== contract.symbol) return;
        hearing.dispose();
        resolve();
      });
    });
    await desk.marks.renew(desk.store.symbols, 0);
    paper.services.market.move(contract, contract.tick.floor(new Decimal('60000')));
    await moved;
    await clock.advance(60_000);
    assert.ok(redraws.empty);
    const mine = new Set(desk.store.workingIn(contract.symbol));
    for (const orderId of [...mine].slice(0, 1)) spared.add(orderId);
    visible = true;
    await clock.advance(60_000);
    const { orderIds } = redraws.take(() => 100);
    assert.ok(mine.size > 1);
    for (const id of mine) assert.equal(orderIds.includes(id), !spared.has(id), id);
    following.dispose();
  });
});
