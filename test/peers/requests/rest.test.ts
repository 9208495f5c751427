import assert from 'node:assert/strict';
import type { Exchange } from 'ccxt';
import type { AscendexOptions } from '../../../src/venues/ascendex/client.ts';
import { endpoints } from '../../../src/venues/ascendex/endpoints.ts';
import type { PlaceRequest } from '../../../src/venues/placing.ts';
import type { Venue } from '../../../src/venues/venue.ts';
import { always, sameBut, TIME, useBoth, type Reasons } from '../support/bothClients.ts';
import { callOf, type Call } from '../support/calls.ts';
import { callByTable } from '../support/ccxt.ts';
import { partsOf } from '../support/parts.ts';
import type { Recorded } from '../support/recorder.ts';

const SYMBOL = 'BTC-PERP';
const ID = 'itsOwn123456';
const ORDER = 'a17d9e1c4b2U7682333330AbCdEfGhI';
const OTHER = 'a17d9e1c4b3U7682333330JkLmNoPqR';

/** In every request. */
const ALWAYS: Reasons = {
  'header accept': 'Order Desk asks for JSON, ccxt for anything.',
  'header accept-encoding':
    'Order Desk shows the bytes as they came, and so asks for none that are compressed.',
  'header user-agent': 'Each names itself, or the library it sends with.',
};
const NEWER_PATH = {
  path: 'Order Desk asks for account info where the reference of version 2 has it, ccxt where version 1 has.',
  signed: 'The prehash goes with the path, and that of version 1 bears no version.',
  'header x-auth-signature': 'It goes with what is signed.',
};
const LENGTH = { 'header content-length': 'It goes with the body.' };
const ENUMS = {
  'body orderType': 'The exchange takes it in any case and with or without an underscore.',
  'body side': 'The same.',
  'body respInst':
    'Order Desk asks to be told what the engine made of it; ccxt leaves it at what is usual.',
  ...LENGTH,
};
const FOR_THE_URL = 'ccxt leaves in each order of a batch what it makes the URL of.';
const inBatch = (at: number): Reasons => ({
  [`body orders ${at} account-category`]: FOR_THE_URL,
  [`body orders ${at} account-group`]: FOR_THE_URL,
  [`body orders ${at} orderType`]: ENUMS['body orderType'],
  [`body orders ${at} side`]: ENUMS['body side'],
  [`body orders ${at} respInst`]:
    'Order Desk says that an acknowledgement is enough, as a batch has to of market orders; ccxt leaves it at what is usual.',
});
const NO_TIME = {
  'body time': 'The reference has no time in a cancel of all, and Order Desk sends none.',
  ...LENGTH,
};

interface Request {
  readonly call: Call;
  readonly options?: Partial<AscendexOptions>;
  readonly desk: (venue: Venue) => Promise<unknown>;
  readonly ccxt: (client: Exchange, group: string) => Promise<unknown>;
  readonly but: Reasons;
}

const cancel = { orderId: ORDER, symbol: SYMBOL, requestId: ID } as const;
const cancelBody = { id: ID, orderId: ORDER, symbol: SYMBOL, time: TIME };

const limit = {
  ...({ symbol: SYMBOL, side: 'buy', type: 'limit' } as const),
  ...{ quantity: '0.01', price: '60000' },
} satisfies PlaceRequest;
const stop = {
  ...limit,
  type: 'stopLimit' as const,
  stopPrice: '61900',
  reduceOnly: true,
} satisfies PlaceRequest;
/** An order as ccxt writes it for its own batches, which it sends of spot orders alone. */
function ccxtOrder(client: Exchange, params: object): object {
  const { createOrderRequest } = client as unknown as {
    createOrderRequest: (...terms: unknown[]) => Record<string, unknown>;
  };
  const terms = ['BTC/USDT:USDT', 'limit', 'buy', 0.01, 60_000, params];
  return createOrderRequest.apply(client, terms);
}
const plan = { requestId: ID, time: TIME, orderId: ORDER };

const requests: Readonly<Record<string, Request>> = {
  'the clock': {
    call: 'GET v1/exchange-info',
    desk: (venue) => venue.clock.measure(),
    ccxt: (client) => client.fetchTime(),
    but: {},
  },
  'account info, as each asks for it': {
    call: 'GET v2/account/info',
    desk: (venue) => venue.account(),
    ccxt: (client) => {
      client.options['account-group'] = undefined;
      return client.fetchAccounts();
    },
    but: NEWER_PATH,
  },
  'account info, by the same path': {
    call: 'GET v2/account/info',
    desk: (venue) => venue.account(),
    ccxt: (client) => callByTable(client, 'v2PrivateGetAccountInfo'),
    but: {},
  },
  'the contracts': {
    call: 'GET v2/futures/contract',
    desk: (venue) => venue.contracts(),
    ccxt: (client) => client.fetchLeverageTiers(),
    but: {},
  },
  'the prices': {
    call: 'GET v2/futures/pricing-data',
    desk: (venue) => venue.pricing(),
    ccxt: (client) => client.fetchFundingRates(),
    but: {},
  },
  'open orders': {
    call: 'GET v2/futures/order/open',
    desk: (venue) => venue.openOrders(),
    ccxt: (client) => client.fetchOpenOrders(),
    but: {},
  },
  "one order's status": {
    call: 'GET v2/futures/order/status',
    desk: (venue) => venue.orderStatus([ORDER]),
    ccxt: (client) => client.fetchOrder(ORDER),
    but: {
      'query orderId':
        'A comma after a single id has the exchange answer a list, in which an unknown order is left out.',
      'query as written': 'It goes with the ids.',
    },
  },
  "two orders' status": {
    call: 'GET v2/futures/order/status',
    desk: (venue) => venue.orderStatus([ORDER, OTHER]),
    ccxt: (client) => client.fetchOrder(`${ORDER},${OTHER}`),
    but: {
      'query as written': 'Order Desk writes a comma as it is, ccxt as %2C; they mean the same.',
    },
  },
  'the order history': {
    call: 'GET v2/futures/order/hist/current',
    desk: (venue) => venue.history.orders({ limit: 50, symbol: SYMBOL }),
    ccxt: (client) => client.fetchClosedOrders('BTC/USDT:USDT', undefined, 50),
    but: {
      'query n': 'Order Desk says how many as the reference of this call does.',
      'query pageSize': 'ccxt says how many as the reference of another history does.',
      'query as written': 'It goes with the names.',
    },
  },
  'the order history, by the same names': {
    call: 'GET v2/futures/order/hist/current',
    desk: (venue) => venue.history.orders({ limit: 50, symbol: SYMBOL, executedOnly: true }),
    ccxt: (client, group) =>
      callByTable(client, 'v2PrivateAccountGroupGetFuturesOrderHistCurrent', {
        ...{ 'account-group': group, symbol: SYMBOL, n: 50, executedOnly: 'true' },
      }),
    but: {},
  },
  'funding payments': {
    call: 'GET v2/futures/funding-payments',
    desk: (venue) => venue.history.funding({ page: 1, pageSize: 100 }),
    ccxt: (client) => client.fetchFundingHistory(undefined, undefined, 100),
    but: {
      'query page': 'ccxt leaves the first page to be the usual one.',
      'query as written': 'It goes with the page.',
    },
  },
  'another leverage': {
    call: 'POST v2/futures/leverage',
    desk: (venue) => venue.positions.change({ kind: 'leverage', symbol: SYMBOL, leverage: 25 }),
    ccxt: (client) => client.setLeverage(25, 'BTC/USDT:USDT'),
    but: {},
  },
  'another margin type': {
    call: 'POST v2/futures/margin-type',
    desk: (venue) =>
      venue.positions.change({ kind: 'marginType', symbol: SYMBOL, marginType: 'isolated' }),
    ccxt: (client) => client.setMarginMode('isolated', 'BTC/USDT:USDT'),
    but: {},
  },
  'more isolated margin': {
    call: 'POST v2/futures/isolated-position-margin',
    desk: (venue) =>
      venue.positions.change({ kind: 'isolatedMargin', symbol: SYMBOL, amount: '50.5' }),
    ccxt: (client) => client.addMargin('BTC/USDT:USDT', 50.5),
    but: {},
  },
  'less isolated margin': {
    call: 'POST v2/futures/isolated-position-margin',
    desk: (venue) =>
      venue.positions.change({ kind: 'isolatedMargin', symbol: SYMBOL, amount: '-50.5' }),
    ccxt: (client) => client.reduceMargin('BTC/USDT:USDT', 50.5),
    but: {},
  },
  'a transfer into the account': {
    call: 'POST v2/futures/transfer/deposit',
    desk: (venue) => venue.positions.change({ kind: 'transfer', asset: 'USDT', amount: '50.5' }),
    ccxt: (client, group) =>
      callByTable(client, 'v2PrivateAccountGroupPostFuturesTransferDeposit', {
        ...{ 'account-group': group, asset: 'USDT', amount: '50.5' },
      }),
    but: {},
  },
  'a transfer out of it': {
    call: 'POST v2/futures/transfer/withdraw',
    desk: (venue) => venue.positions.change({ kind: 'transfer', asset: 'USDT', amount: '-50.5' }),
    ccxt: (client, group) =>
      callByTable(client, 'v2PrivateAccountGroupPostFuturesTransferWithdraw', {
        ...{ 'account-group': group, asset: 'USDT', amount: '50.5' },
      }),
    but: {},
  },
  'the ticker of a contract': {
    call: 'GET v2/futures/ticker',
    desk: (venue) => venue.placing.quote(SYMBOL),
    ccxt: (client) => callByTable(client, 'v2PublicGetFuturesTicker', { symbol: SYMBOL }),
    but: {},
  },
  'the collateral assets': {
    call: 'GET v2/futures/collateral',
    desk: (venue) => venue.positions.collaterals(),
    ccxt: (client) => callByTable(client, 'v2PublicGetFuturesCollateral', {}),
    but: {},
  },
  'bans and thresholds': {
    call: 'GET v2/risk-limit-info',
    desk: (venue) => venue.standing(),
    ccxt: (client) => callByTable(client, 'v2PublicGetRiskLimitInfo', {}),
    but: {},
  },
  'a cancel, as each sends it': {
    call: 'DELETE v2/futures/order',
    desk: (venue) => venue.cancelOrder(cancel),
    ccxt: (client) => client.cancelOrder(ORDER, 'BTC/USDT:USDT'),
    but: {
      'body id': 'ccxt sends foobar with every cancel, Order Desk an id for each.',
      'body respInst':
        'Order Desk asks to be told what the engine made of it; ccxt leaves it at an acknowledgement.',
      ...LENGTH,
    },
  },
  'a cancel, with the same options': {
    call: 'DELETE v2/futures/order',
    desk: (venue) => venue.cancelOrder({ ...cancel, respond: 'DONE' }),
    ccxt: (client) =>
      client.cancelOrder(ORDER, 'BTC/USDT:USDT', { id: ID, orderId: ORDER, respInst: 'DONE' }),
    but: {},
  },
  'a cancel by the first draft': {
    call: 'POST v2/futures/order',
    options: { cancelMethod: 'POST' },
    desk: (venue) => venue.cancelOrder({ ...cancel, respond: 'ACK' }),
    ccxt: (client, group) =>
      callByTable(client, 'v2PrivateAccountGroupPostFuturesOrder', {
        ...{ 'account-group': group, ...cancelBody, respInst: 'ACK' },
      }),
    but: {},
  },
  'a cancel of several': {
    call: 'DELETE v2/futures/order/batch',
    desk: (venue) => venue.cancelOrders([cancel, { ...cancel, orderId: OTHER }]),
    ccxt: (client, group) =>
      callByTable(client, 'v2PrivateAccountGroupDeleteFuturesOrderBatch', {
        'account-group': group,
        orders: [cancelBody, { ...cancelBody, orderId: OTHER }],
      }),
    but: {},
  },
  'a cancel of all': {
    call: 'DELETE v2/futures/order/all',
    desk: (venue) => venue.cancelAll(),
    ccxt: (client) => client.cancelAllOrders(),
    but: NO_TIME,
  },
  'a cancel of all of a symbol': {
    call: 'DELETE v2/futures/order/all',
    desk: (venue) => venue.cancelAll(SYMBOL),
    ccxt: (client) => client.cancelAllOrders('BTC/USDT:USDT'),
    but: NO_TIME,
  },
  'a limit order': {
    call: 'POST v2/futures/order',
    desk: (venue) => venue.placing.place({ ...plan, request: limit }),
    ccxt: (client) => client.createOrder('BTC/USDT:USDT', 'limit', 'buy', 0.01, 60_000, { id: ID }),
    but: ENUMS,
  },
  'a stop that is reduce-only': {
    call: 'POST v2/futures/order',
    desk: (venue) => venue.placing.place({ ...plan, request: stop }),
    ccxt: (client) =>
      client.createOrder('BTC/USDT:USDT', 'limit', 'buy', 0.01, 60_000, {
        ...{ id: ID, triggerPrice: 61_900, reduceOnly: true },
      }),
    but: ENUMS,
  },
  'several orders': {
    call: 'POST v2/futures/order/batch',
    desk: (venue) =>
      venue.placing.placeMany([
        { ...plan, request: limit },
        { ...plan, orderId: OTHER, request: stop },
      ]),
    ccxt: (client, group) =>
      callByTable(client, 'v2PrivateAccountGroupPostFuturesOrderBatch', {
        'account-group': group,
        orders: [
          ccxtOrder(client, { id: ID }),
          ccxtOrder(client, { id: ID, triggerPrice: 61_900, reduceOnly: true }),
        ],
      }),
    but: { ...inBatch(0), ...inBatch(1), ...LENGTH },
  },
  'the free margin': {
    call: 'GET v2/futures/free-margin',
    desk: (venue) => venue.positions.freeMargin(),
    ccxt: (client, group) =>
      callByTable(client, 'v2PrivateAccountGroupGetFuturesFreeMargin', { 'account-group': group }),
    but: {},
  },
  'the positions': {
    call: 'GET v2/futures/position',
    desk: (venue) => venue.positions.holdings(),
    ccxt: (client) => client.fetchPositions(),
    but: {},
  },
};

/** What ccxt has no request for. */
const NOT_IN_CCXT: readonly Call[] = [
  'GET data/v1/futures/balance/snapshot',
  'GET data/v1/futures/balance/history',
  'GET v1/futures/fee',
  'GET v1/futures/fee/info',
];

describe("Order Desk's requests and ccxt's", function () {
  this.timeout(20_000);
  const both = useBoth('requests/rest');
  before(() => always(ALWAYS));

  /** What was sent while something ran; whether the exchange then agrees is no matter here. */
  async function sentBy(work: () => Promise<unknown>): Promise<Recorded> {
    const { requests: seen } = both().recorder;
    seen.length = 0;
    await work().catch(() => undefined);
    const [first, ...others] = seen.splice(0);
    assert.ok(first, 'nothing was sent');
    for (const other of others) assert.deepEqual(other, first, 'one request, or the same again');
    return first;
  }

  for (const [name, { call, options, desk, ccxt, but }] of Object.entries(requests)) {
    it(`are the same for ${name}, but for what is told`, async () => {
      const { secret, group, ccxt: client } = both();
      const ours = await sentBy(() => desk(both().desk(options)));
      const theirs = await sentBy(() => ccxt(client, group));
      const pattern = `${ours.method} ${ours.path.replace(/^\/\d+\//, '/:group/')}`;
      assert.equal(callOf(pattern), call);
      const [one, other] = [partsOf(ours, secret), partsOf(theirs, secret)];
      assert.notEqual(one.get('signed'), 'nothing known');
      assert.equal(one.get('signed')?.startsWith(String(TIME)), one.has('signed') || undefined);
      sameBut(name, one, other, but, ALWAYS);
    });
  }

  it('are compared for every request that Order Desk has', () => {
    const own = Object.values(endpoints).map(({ method, path }): Call => `${method} ${path}`);
    const compared = new Set(Object.values(requests).map(({ call }) => call));
    assert.deepEqual(
      own.filter((call) => !compared.has(call)),
      NOT_IN_CCXT,
    );
  });
});
