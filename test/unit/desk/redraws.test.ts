import assert from 'node:assert/strict';
import { Redraws } from '../../../src/desk/redraws.ts';

describe('what is to be drawn again', () => {
  let redraws: Redraws;
  const rowsOf = (rows: number) => (): number => rows;

  beforeEach(() => {
    redraws = new Redraws();
  });

  it('is the row that changed, once however often it changed', () => {
    for (let i = 0; i < 50; i += 1) redraws.order('BTC-PERP', 'a');
    const { groups, orderIds, rows } = redraws.take(rowsOf(10));
    assert.deepEqual([groups, orderIds, rows], [[], ['a'], 1]);
    assert.ok(redraws.empty);
  });

  it('is the group where orders came or went, and no other', () => {
    redraws.order('BTC-PERP', 'a');
    redraws.group('ETH-PERP');
    redraws.order('ETH-PERP', 'b');
    const { groups, orderIds, rows } = redraws.take(rowsOf(10));
    assert.deepEqual([groups, orderIds, rows], [['ETH-PERP'], ['a'], 11]);
  });

  it('is the group where very many of its rows changed', () => {
    for (let i = 0; i < 1_000; i += 1) redraws.order('BTC-PERP', `a${i}`);
    const { groups, orderIds } = redraws.take(rowsOf(1_001));
    assert.deepEqual([groups, orderIds], [['BTC-PERP'], []]);
  });

  it('is the group alone where its rows are folded away', () => {
    redraws.order('BTC-PERP', 'a');
    const { groups, orderIds, rows } = redraws.take(rowsOf(1));
    assert.deepEqual([groups, orderIds, rows], [['BTC-PERP'], [], 1]);
  });

  it('is about a thousand rows at a time, in turns that leave no group out', () => {
    const names = ['A', 'B', 'C', 'D'];
    const drawn: string[][] = [];
    for (let turn = 0; turn < 8; turn += 1) {
      for (const name of names) redraws.group(name);
      const { groups, rows } = redraws.take(rowsOf(400));
      assert.ok(rows <= 1_000);
      drawn.push([...groups]);
    }
    assert.deepEqual(drawn.slice(0, 4).map(String), ['A,B', 'C,D', 'A,B', 'C,D']);
  });

  it('is one group, however large', () => {
    for (const name of ['A', 'B']) redraws.group(name);
    assert.deepEqual(redraws.take(rowsOf(10_000)).groups, ['A']);
    assert.deepEqual(redraws.take(rowsOf(10_000)).groups, ['B']);
    assert.ok(redraws.empty);
  });

  it('is the row that a person waits for before all others, and keeps no group waiting', () => {
    redraws.group('A');
    redraws.group('B');
    redraws.orderFirst('B', 'canceled');
    const { groups, orderIds } = redraws.take(rowsOf(5_000));
    assert.deepEqual([groups, orderIds], [['A'], ['canceled']]);
  });

  it('takes little to remember while nobody takes it, whatever changes', () => {
    for (let i = 0; i < 100_000; i += 1) redraws.order('BTC-PERP', `a${i}`);
    for (let i = 0; i < 100_000; i += 1) redraws.orderFirst('BTC-PERP', `b${i}`);
    const { groups, orderIds } = redraws.take(rowsOf(200_000));
    assert.deepEqual(groups, ['BTC-PERP']);
    assert.equal(orderIds.length, 50);
  });
});
