import assert from 'node:assert/strict';
import type { DocumentFacts, DocumentPlan } from '../../../../src/orders/document/facts.ts';
import { hasErrors, isSamePlan } from '../../../../src/orders/document/facts.ts';
import { planDocument } from '../../../../src/orders/document/planDocument.ts';
import { valuesOf, writeDocument } from '../../../../src/orders/document/writeDocument.ts';
import type { PlaceRequest } from '../../../../src/venues/placing.ts';
import type { Order } from '../../../../src/venues/venue.ts';
import { makeOrder } from '../makeOrder.ts';
import { makeFacts, PLAIN } from './facts.ts';

const A = makeOrder({ orderId: 'a1', price: '9500.0', quantity: '0.5' });
const B = makeOrder({ orderId: 'b2', side: 'sell', price: '12000', quantity: '0.25' });
const STOP = makeOrder({ orderId: 's3', type: 'stopMarket', price: undefined, stopPrice: '11000' });
const BASE = [A, B, STOP];
const TEXT = writeDocument(
  BASE.map((order) => valuesOf(order, PLAIN)),
  'Orders',
);

/** What the problems are about: their kind, and the text they stand at. */
function told(text: string, plan: DocumentPlan): readonly string[] {
  return plan.problems.map(({ kind, severity, span }) =>
    [severity, kind, text.slice(span.start, span.end)].join(' '),
  );
}

function problems(text: string, facts: DocumentFacts = makeFacts(BASE)): readonly string[] {
  return told(text, planDocument(text, facts));
}

const entry = (fields: object): string => JSON.stringify([fields]);
const NEW = { symbol: 'BTC-PERP', side: 'buy', type: 'limit', quantity: '0.1', price: '9000' };

describe('a document of orders', () => {
  it('that is as it was written changes nothing', () => {
    const plan = planDocument(TEXT, makeFacts(BASE));
    assert.deepEqual(plan, {
      ...{ problems: [], notes: [], cancels: [], amends: [], places: [], unchanged: 3 },
    });
  });

  it('has the decimals of the orders as they came, and its comment line by line', () => {
    assert.match(TEXT, /^\/\/ Orders\n\[\n {2}\{\n {4}"orderId": "a1",/);
    assert.match(TEXT, /"price": "9500.0"/);
    assert.equal(writeDocument([], 'a\nb'), '// a\n// b\n[]\n');
  });

  it('without an entry that was there cancels that order, as it is now', () => {
    const filled = { ...B, filledQuantity: '0.1', status: 'partiallyFilled' } as const;
    const text = writeDocument(
      [A, STOP].map((order) => valuesOf(order, PLAIN)),
      '',
    );
    const plan = planDocument(text, makeFacts(BASE, { now: [A, filled, STOP] }));
    assert.deepEqual(plan.cancels, [filled]);
    assert.deepEqual(plan.notes, [{ kind: 'filled', order: filled }]);
    assert.equal(plan.unchanged, 2);
  });

  it('with another price or quantity amends, and with the same in other digits does not', () => {
    const text = TEXT.replace('9500.0', '9500').replace('0.25', '0.3').replace('11000', '11000.5');
    const { amends, unchanged, problems } = planDocument(text, makeFacts(BASE));
    assert.deepEqual(problems, []);
    assert.deepEqual(
      amends.map(({ order, change }) => [order.orderId, change]),
      [
        ['b2', { quantity: '0.3' }],
        ['s3', { stopPrice: '11000.5' }],
      ],
    );
    assert.equal(unchanged, 1);
  });

  it('with an entry without an id places an order with all that it says', () => {
    const more = { timeInForce: 'IOC', reduceOnly: true, postOnly: false, clientId: 'myOrder001' };
    const { places, problems } = planDocument(entry({ ...NEW, ...more }), makeFacts([]));
    assert.deepEqual(problems, []);
    const { timeInForce, reduceOnly, clientId } = more;
    const wanted = { ...NEW, timeInForce, reduceOnly, clientId };
    assert.deepEqual(
      places.map(({ request }) => request),
      [wanted],
    );
  });

  it('reads comments, commas too many, and numbers by their own digits', () => {
    const text =
      '// mine\n[{"symbol":"BTC-PERP","side":"buy",/*!*/"type":"limit","quantity":0.1,"price":9000.5,},]';
    const { places, problems } = planDocument(text, makeFacts([]));
    assert.deepEqual(problems, []);
    assert.equal(places[0]?.request.price, '9000.5');
  });

  for (const [what, text, expected] of [
    ['is no JSON', '[{"symbol": ]', [/^error syntax/]],
    ['is empty', '', [/^error notList/]],
    ['is no list', '{"orders": []}', [/^error notList \{/]],
    ['has something else in the list', '[1]', [/^error notOrder 1$/]],
    [
      'has an unknown field',
      entry({ ...NEW, stopprice: '1' }),
      [/^error unknownField "stopprice"/],
    ],
    [
      'has a field twice',
      '[{"orderId":"a1","price":"9000.05","price":"2"}]',
      [/^error doubledField "price"/, /^error amount "9000.05"/],
    ],
    [
      'has a number that would lose digits',
      entry({ ...NEW, price: 1 }).replace(':1}', ':9000.10}'),
      [/^error losesDigits 9000.10/],
    ],
    ['has an unknown side', entry({ ...NEW, side: 'Buy' }), [/^error notOneOf "Buy"/]],
    ['has a text for a flag', entry({ ...NEW, postOnly: 'true' }), [/^error notFlag "true"/]],
    ['has no price', entry({ ...NEW, price: undefined }), [/^error missing \{/]],
    ['has a price too many', entry({ ...NEW, type: 'market' }), [/^error unwanted "9000"/]],
    ['is off the tick', entry({ ...NEW, price: '9000.05' }), [/^error amount "9000.05"/]],
    ['is off the lot', entry({ ...NEW, quantity: '0.0005' }), [/^error amount "0.0005"/]],
    [
      'is worth too little',
      entry({ ...NEW, price: '10', quantity: '0.1' }),
      [/^error amount "0.1"/],
    ],
    ['is no decimal', entry({ ...NEW, quantity: '-1' }), [/^error amount "-1"/]],
    [
      'has an unknown symbol',
      entry({ ...NEW, symbol: 'NO-PERP' }),
      [/^error unknownSymbol "NO-PERP"/],
    ],
    ['crosses the mark', entry({ ...NEW, price: '10000' }), [/^warning crossesMark "10000"/]],
    [
      'is a stop that is triggered already',
      entry({ ...NEW, type: 'stopLimit', stopPrice: '9999' }),
      [/^warning triggersAtOnce "9999"/],
    ],
    ['has an id nobody knows', entry({ orderId: 'zz' }), [/^error unknownId "zz"/]],
    ['has an id that is no text', entry({ ...NEW, orderId: 5 }), [/^error notText 5/]],
    ['has an id twice', '[{"orderId":"a1"},{"orderId":"a1"}]', [/^error doubledId "a1"/]],
    ['turns an order around', entry({ orderId: 'a1', side: 'sell' }), [/^error fixed "sell"/]],
    ['gives a market stop a price', entry({ orderId: 's3', price: '5' }), [/^error fixed "5"/]],
  ] as const) {
    it(`that ${what} says so, there`, () => {
      const found = problems(text);
      assert.equal(found.length, expected.length, found.join('\n'));
      expected.forEach((each, at) => assert.match(found[at] ?? '', each));
    });
  }

  it('tells two new orders of one client id apart from two without', () => {
    const twice = JSON.stringify([NEW, NEW]);
    assert.deepEqual(problems(twice, makeFacts([])), []);
    const named = { ...NEW, clientId: 'myOrder001' };
    assert.match(problems(JSON.stringify([named, named]), makeFacts([])).join(), /doubledId/);
  });

  it('says of an entry that has closed that it has, and acts on it no more', () => {
    const closed = { ...A, status: 'filled' } as const;
    const facts = makeFacts(BASE, { now: [closed, B, STOP] });
    assert.deepEqual(problems(TEXT, facts), ['warning closed "a1"']);
    const amended = TEXT.replace('9500.0', '9400');
    assert.deepEqual(problems(amended, facts), ['error closed "a1"']);
    const without = planDocument(
      writeDocument(
        [B, STOP].map((order) => valuesOf(order, PLAIN)),
        '',
      ),
      facts,
    );
    assert.deepEqual([without.cancels, without.problems], [[], []]);
    assert.deepEqual(without.notes, [{ kind: 'closed', order: closed }]);
  });

  it('says of an order that has other terms by now that it has, and leaves it alone', () => {
    const moved = { ...A, price: '9600' };
    const facts = makeFacts(BASE, { now: [moved, B, STOP] });
    assert.deepEqual(problems(TEXT, facts), ['warning changedSince "a1"']);
    assert.deepEqual(problems(TEXT.replace('9500.0', '1'), facts), ['error changedSince "a1"']);
    const without = planDocument(
      writeDocument(
        [B, STOP].map((order) => valuesOf(order, PLAIN)),
        '',
      ),
      facts,
    );
    assert.deepEqual(without.cancels, []);
    assert.deepEqual(without.notes, [{ kind: 'changed', order: moved }]);
  });

  it('takes another way of writing the same price for no change', () => {
    const facts = makeFacts(BASE, { now: [{ ...A, price: '9500' }, B, STOP] });
    assert.deepEqual(problems(TEXT, facts), []);
  });

  it('refuses a stop loss and a take profit of an order that only reduces', () => {
    const closing = {
      ...{ symbol: 'BTC-PERP', side: 'sell', type: 'limit', price: '10600', quantity: '0.5' },
      ...{ positionStopLoss: '10700', positionTakeProfit: '9000' },
    };
    assert.deepEqual(problems(entry(closing), makeFacts([])), []);
    assert.deepEqual(problems(entry({ ...closing, reduceOnly: true }), makeFacts([])), [
      'error opensNone "10700"',
      'error opensNone "9000"',
    ]);
  });

  it('has what decides over how an order fills, and takes it back as it was', () => {
    const likeOf = (order: Order): PlaceRequest => ({
      ...PLAIN(order),
      ...{ postOnly: true, reduceOnly: true },
    });
    const text = writeDocument([valuesOf(A, likeOf)], '');
    assert.match(text, /"postOnly": true,\n {4}"reduceOnly": true/);
    assert.deepEqual(problems(text, makeFacts([A], { likeOf })), []);
    const other = text.replace('"postOnly": true', '"postOnly": false');
    assert.deepEqual(problems(other, makeFacts([A], { likeOf })), ['error fixed false']);
  });

  it('warns of a post-only order that crosses the mark price, and refuses one that another is given up for', () => {
    const crossing = entry({ ...NEW, price: '10001', postOnly: true });
    assert.deepEqual(problems(crossing, makeFacts([])), ['warning postOnlyCrosses "10001"']);
    const likeOf = (order: Order): PlaceRequest => ({ ...PLAIN(order), postOnly: true });
    const facts = makeFacts([A], { likeOf });
    const { problems: found } = planDocument(entry({ orderId: 'a1', price: '10001' }), facts);
    assert.deepEqual(
      found.map((each) => [each.kind, each.severity, 'replaces' in each && each.replaces]),
      [['postOnlyCrosses', 'error', true]],
    );
  });

  it('refuses a client id that no order may have', () => {
    assert.deepEqual(problems(entry({ ...NEW, clientId: 'a b' }), makeFacts([])), [
      'error badClientId "a b"',
    ]);
    assert.deepEqual(problems(entry({ ...NEW, clientId: 'abcdefghi' }), makeFacts([])), []);
  });

  it('warns of more than there is to reduce, where that is known', () => {
    const reducing = entry({ ...NEW, reduceOnly: true });
    const held = (quantity: string | undefined): DocumentFacts =>
      makeFacts([], { reducible: () => quantity });
    assert.deepEqual(problems(reducing, held('0.05')), ['warning reduces true']);
    assert.deepEqual(problems(reducing, held('0.1')), []);
    assert.deepEqual(problems(reducing, held(undefined)), []);
    assert.deepEqual(problems(entry(NEW), held('0')), []);
  });

  it('leaves orders alone that came meanwhile, and says how many', () => {
    const other = makeOrder({ orderId: 'n9' });
    const plan = planDocument(TEXT, makeFacts(BASE, { now: [...BASE, other] }));
    assert.deepEqual(plan.notes, [{ kind: 'appeared', count: 1 }]);
    assert.deepEqual(plan.cancels, []);
  });

  it('refuses to amend to what has filled already, and what a replacement would lose', () => {
    const filled = { ...A, filledQuantity: '0.2' };
    const facts = makeFacts([filled]);
    assert.deepEqual(problems(entry({ orderId: 'a1', quantity: '0.2' }), facts), [
      'error belowFilled "0.2"',
    ]);
    assert.deepEqual(problems(entry({ orderId: 'a1', quantity: '0.2005' }), facts), [
      'error amount "0.2005"',
    ]);
    const odd = makeFacts([A], { likeOf: () => undefined });
    assert.deepEqual(problems(entry({ orderId: 'a1', price: '9400' }), odd), [
      'error cannotAmend "a1"',
    ]);
  });

  it('of one symbol takes no order of another', () => {
    const facts = makeFacts([], { symbol: 'ETH-PERP' });
    assert.match(problems(entry(NEW), facts).join(), /error otherSymbol "BTC-PERP"/);
  });

  it('is another plan once an order has filled more', () => {
    const text = TEXT.replace('9500.0', '9400');
    const before = planDocument(text, makeFacts(BASE));
    const now = [{ ...A, filledQuantity: '0.1' }, B, STOP];
    assert.equal(isSamePlan(before, planDocument(text, makeFacts(BASE))), true);
    assert.equal(isSamePlan(before, planDocument(text, makeFacts(BASE, { now }))), false);
    assert.equal(hasErrors(before), false);
  });
});
