import assert from 'node:assert/strict';
import type { SettingChange } from '../../../../src/venues/positions.ts';
import { json, type FaultyHost } from '../../../support/faultyHost.ts';
import { hang, html, reset } from '../../../support/faults.ts';
import { errorOf, VenueRig, type VenueUnderTest } from '../../../support/venueRig.ts';

const contract = {
  symbol: 'BTC-PERP',
  side: 'LONG',
  position: '0.5',
  referenceCost: '-16800',
  unrealizedPnl: '12.5',
  realizedPnl: '-3',
  avgOpenPrice: '33600',
  marginType: 'cross',
  isolatedMargin: '0',
  leverage: '10',
  stopLossPrice: '0',
  takeProfitPrice: '40000',
  indexPrice: '17600.095',
  markPrice: '33625',
};
const ether = { asset: 'ETH', balance: '100', discountFactor: '0.95', referencePrice: '481.79' };

describe('the positions of the dialect', () => {
  const rig = new VenueRig();
  let host: FaultyHost;
  let under: VenueUnderTest;

  beforeEach(async () => {
    host = await rig.host();
    under = rig.venue(host.origin);
  });
  afterEach(() => rig.end());

  const holds = (contracts: readonly object[], collaterals: readonly object[] = [ether]): void => {
    host.answer = json({ code: 0, data: { ac: 'FUTURES', collaterals, contracts } });
  };
  const holdings = () => under.venue.positions.holdings();

  it('are read with their own text, collateral beside them', async () => {
    const short = { ...contract, symbol: 'ETH-PERP', side: 'SHORT', position: '-2' };
    holds([contract, { ...short, marginType: 'isolated' }]);
    const { value, transcript } = await holdings();
    assert.equal(transcript.request.url, `${host.origin}/6/api/pro/v2/futures/position`);
    const [long, other] = value.positions;
    assert.deepEqual(long, {
      ...{ symbol: 'BTC-PERP', side: 'long', quantity: '0.5', entryPrice: '33600' },
      ...{ markPrice: '33625', unrealizedProfit: '12.5', realizedProfit: '-3' },
      ...{ marginType: 'crossed', isolatedMargin: '0', leverage: '10' },
      ...{ stopLoss: undefined, takeProfit: '40000' },
      raw: JSON.stringify(contract),
    });
    assert.deepEqual([other?.side, other?.quantity, other?.marginType], ['short', '2', 'isolated']);
    assert.deepEqual(value.balances, [
      { asset: 'ETH', amount: '100', discountFactor: '0.95', referencePrice: '481.79' },
    ]);
  });

  it('have no price where the venue writes 0 or -1, and no entry where there is no position', async () => {
    holds([
      { ...contract, markPrice: '-1', avgOpenPrice: '0' },
      { ...contract, side: 'NULL_VAL', position: '0' },
    ]);
    const [long, none] = (await holdings()).value.positions;
    assert.deepEqual([long?.entryPrice, long?.markPrice], [undefined, undefined]);
    assert.deepEqual([none?.side, none?.quantity, none?.entryPrice], ['none', '0', undefined]);
    assert.equal(none?.leverage, '10');
  });

  for (const [what, wrong] of [
    ['a side that its size contradicts', { side: 'SHORT' }],
    ['no size', { position: '' }],
    ['a size that is no decimal', { position: '1e3' }],
    ['no symbol', { symbol: 7 }],
  ] as const) {
    it(`are unreadable as a whole where one has ${what}`, async () => {
      holds([contract, { ...contract, ...wrong }]);
      const error = await errorOf(holdings());
      assert.deepEqual([error.kind, error.reason], ['unreadable', 'other']);
      assert.ok(error.transcript);
    });
  }

  it('are unreadable where the answer has no list of them', async () => {
    host.answer = json({ code: 0, data: { collaterals: [ether] } });
    assert.equal((await errorOf(holdings())).kind, 'unreadable');
  });

  it('come with the free margin of each group', async () => {
    const isolated = [{ symbol: 'ETH-PERP', freeMargin: '-2' }];
    const collaterals = [{ asset: 'USDT', availableForTransfer: '29000' }, { asset: 'BTC' }];
    host.answer = json({
      code: 0,
      data: { collaterals, crossed: { freeMargin: '30000' }, isolated },
    });
    const { value } = await under.venue.positions.freeMargin();
    assert.deepEqual([...value.transferable], [['USDT', '29000']]);
    assert.equal(value.crossed, '30000');
    assert.deepEqual([...value.isolated], [['ETH-PERP', '-2']]);
  });

  const symbol = 'BTC-PERP';
  const changes: readonly (readonly [SettingChange, string, object])[] = [
    [{ kind: 'leverage', symbol, leverage: 25 }, 'leverage', { symbol, leverage: 25 }],
    [
      { kind: 'marginType', symbol, marginType: 'isolated' },
      'margin-type',
      { symbol, marginType: 'isolated' },
    ],
    [
      { kind: 'isolatedMargin', symbol, amount: '-2.50' },
      'isolated-position-margin',
      { symbol, amount: '-2.50' },
    ],
    [
      { kind: 'transfer', asset: 'USDT', amount: '100' },
      'transfer/deposit',
      { asset: 'USDT', amount: '100' },
    ],
    [
      { kind: 'transfer', asset: 'USDT', amount: '-2.50' },
      'transfer/withdraw',
      { asset: 'USDT', amount: '2.50' },
    ],
  ];
  for (const [change, path, body] of changes) {
    it(`take a change of ${path} as the reference writes it`, async () => {
      host.answer = json({ code: 0 });
      const { value } = await under.venue.positions.change(change);
      assert.deepEqual(value, { state: 'accepted' });
      const [sent] = host.requests;
      assert.equal(`${sent?.method} ${sent?.path}`, `POST /6/api/pro/v2/futures/${path}`);
      assert.deepEqual(JSON.parse(sent?.body ?? ''), body);
    });
  }

  it('send a change whose answer is lost once, and call its outcome unknown', async () => {
    const limits = { headersTimeout: 60, bodyTimeout: 60 };
    const [change = assert.fail()] = changes.map(([each]) => each);
    for (const [answer, reason] of [
      [reset(), 'reset'],
      [hang(), 'timeout'],
      [html(502), 'gateway'],
      [json({ code: 510001, reason: 'SERVER_ERROR' }), 'other'],
    ] as const) {
      host.answer = answer;
      const { venue } = rig.venue(host.origin, { limits });
      const before = host.requests.length;
      const error = await errorOf(venue.positions.change(change));
      assert.deepEqual([error.kind, error.reason], ['unknownOutcome', reason]);
      assert.match(error.message, /Whether the leverage of BTC-PERP is changed is not known yet/);
      assert.equal(host.requests.length, before + 1);
    }
  });

  it('say no where the venue does, with its code', async () => {
    host.answer = json({ code: 310003, reason: 'MARGIN_TOO_RISKY', message: 'too low' });
    const error = await errorOf(
      under.venue.positions.change({ kind: 'leverage', symbol, leverage: 1 }),
    );
    assert.deepEqual([error.kind, error.code], ['rejected', '310003']);
  });

  for (const change of [
    { kind: 'leverage', symbol, leverage: 0 },
    { kind: 'leverage', symbol, leverage: 2.5 },
    { kind: 'leverage', symbol, leverage: 101 },
    { kind: 'leverage', symbol: '', leverage: 10 },
    { kind: 'isolatedMargin', symbol, amount: '0.00' },
    { kind: 'isolatedMargin', symbol, amount: '1e3' },
    { kind: 'transfer', asset: 'USDT', amount: '0' },
    { kind: 'transfer', asset: '', amount: '1' },
  ] satisfies readonly SettingChange[]) {
    it(`send nothing for ${JSON.stringify(change)}`, async () => {
      const error = await errorOf(under.venue.positions.change(change));
      assert.deepEqual([error.kind, error.reason], ['notSent', 'badInput']);
      assert.equal(host.requests.length, 0);
    });
  }
});
