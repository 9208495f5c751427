import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PositionStore, type HoldingsChange } from '../../../src/positions/positionStore.ts';
import type { Position } from '../../../src/venues/positions.ts';
import type { AccountNews } from '../../../src/venues/stream.ts';
import { makePosition } from './makePosition.ts';

const USDT = { asset: 'USDT', amount: '100', discountFactor: '1', referencePrice: '1' };

function news(sequence: number, positions: readonly Position[], time = 1_000_000): AccountNews {
  return { time, sequence, balances: [], positions, evidence: { receivedAt: time, text: '' } };
}

describe('the store of positions', () => {
  let store: PositionStore;
  let changes: HoldingsChange[];

  beforeEach(() => {
    store = new PositionStore();
    changes = [];
    store.onDidChange((change) => changes.push(change));
  });
  afterEach(() => store.dispose());
  const snapshot = (positions: readonly Position[], mark = store.begin(undefined)): void =>
    store.snapshot({ balances: [USDT], positions }, undefined, mark);
  const quantity = (symbol = 'BTC-PERP'): string | undefined => store.get(symbol)?.quantity;
  const none = (symbol = 'BTC-PERP'): Position => {
    return { ...makePosition({ symbol, quantity: '0', entryPrice: undefined }), side: 'none' };
  };

  it('has the positions that are there by symbol, and the settings of all contracts', () => {
    snapshot([makePosition({ symbol: 'ETH-PERP' }), makePosition(), none('SOL-PERP')]);
    assert.deepEqual(
      store.open.map(({ symbol }) => symbol),
      ['BTC-PERP', 'ETH-PERP'],
    );
    assert.equal(store.get('SOL-PERP')?.leverage, '10');
    assert.deepEqual(store.balances, [USDT]);
    assert.deepEqual([...(changes[0]?.symbols ?? [])].length, 3);
    assert.equal(changes[0]?.set, true);
  });

  it('takes the newest of messages, whatever order they come in', () => {
    store.hear(news(7, [makePosition({ quantity: '2' })]));
    store.hear(news(5, [makePosition({ quantity: '1' })]));
    store.hear(news(7, [makePosition({ quantity: '9' })]));
    assert.equal(quantity(), '2');
  });

  it('takes an older message for news of another contract', () => {
    store.hear(news(7, [makePosition()]));
    store.hear(news(6, [makePosition({ symbol: 'ETH-PERP', quantity: '3' })]));
    assert.equal(quantity('ETH-PERP'), '3');
  });

  it('ends with the same whatever order messages come in and however often', () => {
    const messages = [1, 2, 3, 4, 5].map((n) =>
      news(n, [makePosition({ symbol: n % 2 ? 'BTC-PERP' : 'ETH-PERP', quantity: String(n) })]),
    );
    fc.assert(
      fc.property(fc.shuffledSubarray([...messages, ...messages], { minLength: 10 }), (told) => {
        const own = new PositionStore();
        for (const each of told) own.hear(each);
        assert.deepEqual(
          own.open.map((each) => each.quantity),
          ['5', '4'],
        );
      }),
    );
  });

  it('does not take a message without a number for news, and says so', () => {
    snapshot([makePosition()]);
    assert.equal(store.hear(news(-1, [makePosition({ quantity: '5' })])), false);
    assert.equal(quantity(), '1');
  });

  it('keeps what was heard since a snapshot was asked for', () => {
    snapshot([makePosition(), makePosition({ symbol: 'ETH-PERP' })]);
    const mark = store.begin(undefined);
    store.hear(news(8, [makePosition({ quantity: '4' })]));
    snapshot(
      [makePosition({ quantity: '1' }), makePosition({ symbol: 'ETH-PERP', quantity: '2' })],
      mark,
    );
    assert.deepEqual([quantity(), quantity('ETH-PERP')], ['4', '2']);
  });

  it('takes a snapshot for what is true where nothing was heard since', () => {
    store.hear(news(8, [makePosition({ quantity: '4' })]));
    snapshot([makePosition({ quantity: '3' })]);
    assert.equal(quantity(), '3');
  });

  it('lets no message change what a later snapshot said', () => {
    snapshot([makePosition({ quantity: '3' })], store.begin(1_000_000));
    assert.equal(store.hear(news(8, [makePosition({ quantity: '4' })], 990_000)), true);
    assert.equal(quantity(), '3');
    store.hear(news(9, [makePosition({ quantity: '5' })], 1_000_000));
    assert.equal(quantity(), '5');
  });

  it('has no position any more that a snapshot leaves out', () => {
    snapshot([makePosition()]);
    snapshot([]);
    assert.deepEqual(store.open, []);
    assert.deepEqual([store.get('BTC-PERP')?.side, changes.at(-1)?.set], ['none', true]);
  });

  it('tells nothing where nothing is different', () => {
    snapshot([makePosition()]);
    snapshot([makePosition()]);
    assert.equal(changes.length, 1);
  });
});
