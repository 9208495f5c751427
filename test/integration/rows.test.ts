import assert from 'node:assert/strict';
import Big from 'big.js';
import * as vscode from 'vscode';
import type { Absence } from '../../src/desk/absence.ts';
import type { RowPhase } from '../../src/desk/deskRows.ts';
import type { HistoryBook } from '../../src/desk/historyBook.ts';
import { SECTIONS, type HistoryRow } from '../../src/desk/historyRows.ts';
import type { Transcript } from '../../src/net/transcript.ts';
import type { ShownPosition } from '../../src/positions/shownPosition.ts';
import { VenueError } from '../../src/venues/errors.ts';
import type { BalanceKind } from '../../src/venues/history.ts';
import type { Order, OrderStatus } from '../../src/venues/venue.ts';
import { historyItem } from '../../src/views/historyItem.ts';
import { noteItem, sectionItem, type NoteKind } from '../../src/views/historySection.ts';
import * as orderItems from '../../src/views/orderItem.ts';
import * as positionItems from '../../src/views/positionItem.ts';
import { requestItem } from '../../src/views/requestItem.ts';

type Named = readonly (readonly [what: string, item: vscode.TreeItem])[];

const NOW = Date.UTC(2026, 0, 5, 12);
const ORDER: Order = {
  ...{ orderId: 'a1', symbol: 'BTC-PERP', side: 'buy', type: 'limit', status: 'open' },
  ...{ venueStatus: 'New', price: '9500', stopPrice: undefined, quantity: '0.5' },
  ...{ filledQuantity: '0.1', averagePrice: '9499', createdAt: NOW - 5 * 60_000 },
  ...{ updatedAt: NOW, sequence: 1, raw: '{}' },
};
const STATE: orderItems.RowState = {
  ...{ now: NOW, venue: 'PAPER', phase: undefined, absence: undefined, stale: false },
  ...{ mark: '9600', named: false },
};
/** Every one of them: a new one has no place here until it is named. */
const PHASES: Readonly<Record<RowPhase, true>> = {
  ...{ queued: true, sending: true, acknowledged: true, unknown: true },
  ...{ 'place sending': true, 'place acknowledged': true, 'place unknown': true },
};
const ABSENCES: Readonly<Record<Absence, true>> = { unknown: true, asked: true };
const STATUSES: Readonly<Record<OrderStatus, true>> = {
  ...{ pending: true, open: true, partiallyFilled: true, filled: true },
  ...{ canceled: true, rejected: true, other: true },
};
const KINDS: Readonly<Record<BalanceKind, true>> = {
  ...{ profit: true, fee: true, funding: true, settlement: true },
  ...{ margin: true, deposit: true, withdrawal: true, other: true },
};
const keys = <K extends string>(of: Readonly<Record<K, true>>): K[] => Object.keys(of) as K[];

const order = (state: Partial<orderItems.RowState>, of: Partial<Order> = {}) =>
  orderItems.orderItem({ ...ORDER, ...of }, { ...STATE, ...state });

const ORDERS: Named = [
  ['a buy', order({})],
  ['a sell', order({}, { side: 'sell' })],
  ['a stale order', order({ stale: true })],
  ['an old one', order({}, { createdAt: NOW - 3 * 86_400_000 })],
  ['a new one', order({}, { createdAt: NOW })],
  ['one below no mark', order({ mark: undefined })],
  ...keys(PHASES).map((phase) => [phase, order({ phase })] as const),
  ...keys(ABSENCES).map((absence) => [`absence ${absence}`, order({ absence })] as const),
  ...keys(STATUSES)
    .filter((status) => status !== ORDER.status)
    .map((status) => [`status ${status}`, order({ named: true }, { status })] as const),
  ...keys(PHASES).map(
    (phase) => [`only ${phase}`, orderItems.unknownItem('a1', 'BTC-PERP', phase)] as const,
  ),
  ['a symbol', orderItems.symbolItem('BTC-PERP', 1)],
  ['a group', orderItems.groupItem('buy', 'Buy', 2)],
];

const HELD: ShownPosition = {
  position: {
    ...{ symbol: 'BTC-PERP', side: 'long', quantity: '0.5', entryPrice: '9500' },
    ...{ markPrice: '9600', unrealizedProfit: undefined, realizedProfit: '-1.5' },
    ...{ marginType: 'crossed', isolatedMargin: undefined, leverage: '10' },
    ...{ stopLoss: '9000', takeProfit: '9900', raw: '{}' },
  },
  ...{ mark: '9600', unrealized: new Big(50), percent: new Big('1.05'), value: new Big(4800) },
  ...{ margin: undefined, liquidation: { kind: 'at', price: '8700' }, asset: 'USDT' },
};
const held = (shown: Partial<ShownPosition>, stale = false) =>
  positionItems.positionItem({ ...HELD, ...shown }, stale);
const POSITIONS: Named = [
  ['a long', held({})],
  ['a short', held({ position: { ...HELD.position, side: 'short' } })],
  ['a stale position', held({}, true)],
  ['a loss', held({ unrealized: new Big(-50), percent: new Big('-1.05') })],
  ['one of unknown profit', held({ unrealized: undefined })],
  ['one that is due', held({ liquidation: { kind: 'reached' } })],
  ['one that is safe', held({ liquidation: { kind: 'never' } })],
  ['one of unknown end', held({ liquidation: { kind: 'unknown', why: 'mark' } })],
  ...positionItems
    .positionDetails(HELD)
    .map((each) => [each.name, positionItems.detailItem('BTC-PERP', each)] as const),
  ['no position', positionItems.noPositionsItem()],
  [
    'a balance',
    positionItems.balanceItem({
      ...{ asset: 'BTC', amount: '-0.5', discountFactor: '0.9', referencePrice: '1' },
    }),
  ],
  ['free margin', positionItems.freeMarginItem('-3')],
  ['unknown free margin', positionItems.freeMarginItem(undefined)],
];

const execution = {
  ...{ order: ORDER, price: '9500', quantity: '0.1', fee: '-0.01', feeAsset: 'USDT' },
  ...{ time: NOW, receivedAt: NOW },
};
const past = (status: OrderStatus): HistoryRow => ({
  ...{ kind: 'order', id: status },
  past: {
    order: { ...ORDER, status },
    ...{ fee: '0.1', feeAsset: 'USDT', lastPrice: '1', lastQuantity: '1', errorCode: 'NoMargin' },
  },
});
const paid = (amount: string): HistoryRow => ({
  ...{ kind: 'payment', id: amount },
  payment: {
    ...{ symbol: 'BTC-PERP', time: NOW, amount, asset: 'USDT', rate: '-0.0001', raw: '{}' },
  },
});
const change = (kind: BalanceKind, amount: string): HistoryRow => ({
  ...{ kind: 'change', id: `${kind} ${amount}` },
  change: {
    ...{ id: kind, sequence: 1, time: NOW, asset: 'USDT', amount, balance: '-2', kind },
    ...{ venueKind: '', symbol: 'BTC-PERP', orderId: undefined, raw: '{}' },
  },
});
const total = (averagePrice: string | undefined): HistoryRow => ({
  ...{ kind: 'total', id: `total ${averagePrice}` },
  total: {
    ...{ kind: 'total', order: { ...ORDER, averagePrice }, fee: '0.1', feeAsset: 'USDT' },
    ...{ seen: [execution], seenQuantity: '0.1' },
  },
});
const RECORDS: Named = [
  ...keys(STATUSES).map(past),
  ...[{ kind: 'execution', id: 'one', execution } as const, total('9499'), total(undefined)],
  ...[paid('0.5'), paid('-0.5')],
  ...keys(KINDS).flatMap((kind) => [change(kind, '12.5'), change(kind, '-12.5')]),
].map((row) => [row.id, historyItem(row, NOW)] as const);

const error = new VenueError('unknownOutcome', 'timeout', 'The reason in the tooltip');
const books = [
  { asOf: undefined, loading: true, error: undefined },
  { asOf: NOW, loading: false, error },
  { asOf: undefined, loading: false, error },
].map((state) => {
  const rest = { rows: [], pages: 1, more: true, capped: true, transcriptIds: ['1'] };
  return { stateOf: () => ({ ...rest, ...state }) } as unknown as HistoryBook;
});
const notes: readonly NoteKind[] = ['problem', 'more', 'capped', 'none'];
const NOTES: Named = SECTIONS.flatMap((section) =>
  books.flatMap((book, at) => [
    [`${section} ${at}`, sectionItem(section, [], 3, book)] as const,
    ...notes.map((note) => [`${note} ${section} ${at}`, noteItem(note, section, book)] as const),
  ]),
);

function sent(status: number | undefined, code?: string): vscode.TreeItem {
  const transcript = {
    ...{ id: '1', action: 'open-orders', startedAt: NOW },
    request: { method: 'GET', url: 'http://127.0.0.1/1/api/pro/v2/futures/order/open' },
    response: status && { status, body: new Uint8Array(1_500) },
    failure: code && { stage: 'headers', code, message: 'It took too long' },
    timings: { sent: 1, headers: 2, total: 12 },
  };
  return requestItem(transcript as unknown as Transcript, 'PAPER', NOW);
}
const REQUESTS: Named = [
  ['answered', sent(200)],
  ['refused', sent(429)],
  ['cut', sent(200, 'truncated')],
  ['unanswered', sent(undefined, 'timeout')],
];

/** What rows shorten and labels say in full. */
const SHORT: Readonly<Record<string, string>> = {
  ...{ SL: 'stop loss', TP: 'take profit', liq: 'liquidation price' },
  ...{ d: 'days', m: 'minute', ms: 'milliseconds', kB: 'bytes', B: 'bytes' },
};

describe('a row', () => {
  for (const [view, rows] of Object.entries({ ORDERS, POSITIONS, RECORDS, NOTES, REQUESTS }))
    it(`says to a screen reader all that it shows, in words: ${view.toLowerCase()}`, () => {
      for (const [what, item] of rows) {
        const said = item.accessibilityInformation?.label ?? '';
        const text = typeof item.label === 'string' ? item.label : (item.label?.label ?? '');
        const shown = `${text} ${item.description === true ? '' : (item.description ?? '')}`;
        assert.ok(shown.trim(), `${what} shows nothing`);
        for (const [word] of shown.matchAll(/\p{L}+/gu))
          assert.ok(said.includes(SHORT[word] ?? word), `${what}: “${said}” lacks “${word}”`);
        assert.doesNotMatch(
          said,
          /\$\(|·|–|(?<![\w.])[+-]\d/,
          `${what} is read out as it is drawn`,
        );
      }
    });

  it('says each state in words of its own, and draws it in theme icons and colours', () => {
    for (const rows of [ORDERS, POSITIONS, RECORDS, REQUESTS]) {
      const said = rows.map(([, item]) => item.accessibilityInformation?.label);
      assert.equal(new Set(said).size, said.length, said.join('\n'));
      for (const [what, { iconPath }] of rows)
        assert.ok(iconPath === undefined || iconPath instanceof vscode.ThemeIcon, what);
    }
  });

  it('has icons whose shapes differ where their meaning does', () => {
    const shape = (items: Named, what: string): string => {
      const [, { iconPath }] = items.find(([name]) => name === what) ?? assert.fail(what);
      assert.ok(iconPath instanceof vscode.ThemeIcon);
      return iconPath.id;
    };
    const families: readonly (readonly string[])[] = [
      ['a buy', 'a sell', 'a stale order', 'queued', 'sending', 'acknowledged', 'unknown'].map(
        (each) => shape(ORDERS, each),
      ),
      ['a long', 'a short', 'a stale position'].map((each) => shape(POSITIONS, each)),
      ['filled', 'rejected', '0.5', '-0.5'].map((each) => shape(RECORDS, each)),
      ['answered', 'refused', 'unanswered'].map((each) => shape(REQUESTS, each)),
    ];
    for (const shapes of families)
      assert.equal(new Set(shapes).size, shapes.length, String(shapes));
  });
});
