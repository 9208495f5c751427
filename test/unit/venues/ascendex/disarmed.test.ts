import assert from 'node:assert/strict';
import type { SettingChange } from '../../../../src/venues/positions.ts';
import type { Venue } from '../../../../src/venues/venue.ts';
import { json, type FaultyHost } from '../../../support/faultyHost.ts';
import { two } from '../../../support/placeBatches.ts';
import { errorOf, VenueRig } from '../../../support/venueRig.ts';

const symbol = 'BTC-PERP';
const order = { orderId: 'a1234567890123456789012345678901', symbol };
const changes: readonly SettingChange[] = [
  { kind: 'leverage', symbol, leverage: 5 },
  { kind: 'marginType', symbol, marginType: 'isolated' },
  { kind: 'isolatedMargin', symbol, amount: '5' },
  { kind: 'transfer', asset: 'USDT', amount: '5' },
  { kind: 'transfer', asset: 'USDT', amount: '-5' },
];
const acts: readonly (readonly [string, (venue: Venue) => Promise<unknown>])[] = [
  ['a cancel', (venue) => venue.cancelOrder({ ...order, respond: 'ACK' })],
  ['several cancels', (venue) => venue.cancelOrders([{ ...order, respond: 'ACK' }])],
  ['a cancel of all', (venue) => venue.cancelAll()],
  ['a cancel of a symbol', (venue) => venue.cancelAll(symbol)],
  ['a placement', (venue) => venue.placing.place(two[0] ?? assert.fail())],
  ['several placements', (venue) => venue.placing.placeMany(two)],
  ...changes.map(
    (change) =>
      [`a change of ${change.kind}`, (venue: Venue) => venue.positions.change(change)] as const,
  ),
];

describe('a venue that nothing may be sent to', () => {
  const rig = new VenueRig();
  let host: FaultyHost;
  afterEach(() => rig.end());
  beforeEach(async () => (host = await rig.host({ answer: json({ code: 0, data: [] }) })));

  for (const [what, act] of acts) {
    it(`refuses ${what} before anything is sent, and says why`, async () => {
      const error = await errorOf(act(rig.venue(host.origin, { mayAct: () => false }).venue));
      assert.deepEqual([error.kind, error.reason], ['notSent', 'disarmed']);
      assert.match(error.message, /Live trading is disarmed, so the .* was not sent/);
      assert.equal(host.requests.length, 0);
    });
  }

  it('is read all the same', async () => {
    const { venue } = rig.venue(host.origin, { mayAct: () => false });
    assert.deepEqual((await venue.openOrders()).value, []);
    assert.equal(host.requests.length, 1);
  });

  it('is asked about before each request', async () => {
    let may = true;
    const { venue } = rig.venue(host.origin, { mayAct: () => may });
    await venue.cancelAll().catch(() => undefined);
    const sent = host.requests.length;
    assert.equal(sent, 1);
    may = false;
    assert.equal((await errorOf(venue.cancelAll())).reason, 'disarmed');
    assert.equal(host.requests.length, sent);
  });

  for (const [disarms, requests] of [
    [true, 1],
    [false, 2],
  ] as const) {
    const what = disarms
      ? 'no second request, once it is disarmed,'
      : 'a second request, while it may,';
    it(`gets ${what} in place of one that it refused for its time`, async () => {
      let may = true;
      host.answer = (socket, request) => {
        const asked = Number(new URL(request.path, 'http://x').searchParams.get('requestTime'));
        const data = { requestTimeEcho: asked, requestReceiveAt: asked + 40_000, latency: 0 };
        const info = request.path.includes('exchange-info');
        if (!info) may = !disarms;
        const refusal = { code: 100011, reason: 'INVALID_TIMESTAMP', message: 'time' };
        json(info ? { code: 0, data } : refusal)(socket, request);
      };
      const { venue } = rig.venue(host.origin, { mayAct: () => may });
      const error = await errorOf(venue.cancelAll());
      assert.deepEqual([error.kind, error.reason], ['rejected', 'clock']);
      assert.equal(host.requests.filter(({ method }) => method === 'DELETE').length, requests);
    });
  }
});
