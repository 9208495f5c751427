import assert from 'node:assert/strict';
import { html } from '../../../support/faults.ts';
import { json } from '../../../support/faultyHost.ts';
import { ManualClock, settled } from '../../../support/manualClock.ts';
import { errorOf, VenueRig } from '../../../support/venueRig.ts';

const META = '"meta":{"ac":"futures","accountId":"fut1"}';
const FUNDING =
  '{"data":[{"asset":"XPRTPC","curBalance":"-7.873230189","deltaQty":"0.004117158000"}],"eventType":"Fundingpayment", "sn":18591022051,"transactTime":1634947227877,"odd":12345678901234567890}';
const FILL =
  '{"data":[{"asset":"BTCP","curBalance":"0","dataType":"trade","deltaQty":"-1"},{"asset":"BTCPC","curBalance":"0","dataType":"trade","deltaQty":"6.21"},{"asset":"USDT","curBalance":"112.500","dataType":"trade","deltaQty":"12.60"},{"asset":"USDT","curBalance":"112.500","dataType":"fee","deltaQty":"-0.10"}],"liquidityInd":"RemovedLiquidity","orderId":"a1","orderType":"Market","side":"Sell","sn":18591022060,"transactTime":1634947227999}';
const event = (sn: number, eventType = 'deposit'): object => ({
  ...{ sn, eventType, transactTime: sn },
  data: [{ asset: 'USDT', curBalance: '2', deltaQty: '1' }],
});

describe('reading the changes of a balance', () => {
  const rig = new VenueRig();
  afterEach(() => rig.end());

  async function connect(answer: unknown) {
    const host = await rig.host({ answer: json(answer) });
    const { history } = rig.venue(host.origin).venue;
    return { host, history };
  }
  async function page(order: readonly object[], balance: readonly object[], limit = 500) {
    const { history } = await connect({ balance, meta: {}, order });
    const { changes, next } = (await history.balanceChanges({ from: 1, limit })).value;
    return { sequences: changes.map(({ sequence }) => sequence), next };
  }

  it('asks for the day and from a number on, without the group, signed by the path alone', async () => {
    const { host, history } = await connect(`{"balance":[],${META},"order":[]}`);
    await history.balanceChanges({ from: 18591022051, limit: 500 });
    host.answer = json('{"meta":{"sn":7,"balanceTime":1634860800000},"collateralBalance":[]}');
    await history.balancesAt('2021-10-22');
    assert.deepEqual(
      host.requests.map(({ path }) => path),
      [
        '/api/pro/data/v1/futures/balance/history?sn=18591022051&limit=500',
        '/api/pro/data/v1/futures/balance/snapshot?date=2021-10-22',
      ],
    );
    const names = host.requests[0]?.headers.map(([name]) => name.toLowerCase());
    assert.ok(names?.includes('x-auth-signature'));
  });

  for (const [name, wrap] of [
    ['as they came, without an envelope', (text: string) => text],
    ['in an envelope too', (text: string) => `{"code":0,"data":${text}}`],
  ] as const)
    it(`reads changes ${name}, in order and digit for digit`, async () => {
      const text = wrap(`{"balance":[${FUNDING}],${META},"order":[ ${FILL} ,]}`);
      const { history } = await connect(text);
      const { value } = await history.balanceChanges({ from: 1, limit: 500 });
      const fill = {
        ...{ sequence: 18591022060, time: 1634947227999, raw: FILL, symbol: 'BTC-PERP' },
        ...{ asset: 'USDT', balance: '112.500', orderId: 'a1' },
      };
      assert.deepEqual(value, {
        next: undefined,
        changes: [
          {
            ...{ id: '18591022051 1', sequence: 18591022051, time: 1634947227877, raw: FUNDING },
            ...{ asset: 'XPRTPC', amount: '0.004117158000', balance: '-7.873230189' },
            ...{ kind: 'funding', venueKind: 'Fundingpayment', symbol: 'XPRT-PERP' },
            orderId: undefined,
          },
          {
            ...{ ...fill, id: '18591022060 1', amount: '12.60' },
            ...{ kind: 'profit', venueKind: 'trade' },
          },
          {
            ...{ ...fill, id: '18591022060 2', amount: '-0.10' },
            ...{ kind: 'fee', venueKind: 'fee' },
          },
        ],
      });
    });

  it('reads what there was when a day began', async () => {
    const { history } = await connect({
      meta: { ac: 'futures', accountId: 'fut1', sn: 18591022051, balanceTime: 1634860800000 },
      collateralBalance: [{ asset: 'USDT', totalBalance: '1234.5600' }],
      contractBalance: [{ contract: 'BTC-PERP' }],
    });
    assert.deepEqual((await history.balancesAt('2021-10-22')).value, {
      ...{ sequence: 18591022051, time: 1634860800000 },
      balances: [{ asset: 'USDT', amount: '1234.5600' }],
    });
  });

  it('goes on after a full page, and not after one that is not full', async () => {
    assert.deepEqual(await page([event(3)], [event(2)], 3), { sequences: [2, 3], next: undefined });
    assert.deepEqual(await page([event(3)], [event(2)], 2), { sequences: [2, 3], next: 4 });
  });

  it('leaves to the next page what may have more before it in a list that alone is full', async () => {
    const told = await page([event(2), event(4)], [event(9)], 2);
    assert.deepEqual(told, { sequences: [2, 4], next: 5 });
  });

  it('keeps a kind of change that it does not know, as the venue calls it', async () => {
    const { history } = await connect({ balance: [event(1, 'Airdrop')], meta: {}, order: [] });
    const [change] = (await history.balanceChanges({ from: 1, limit: 1 })).value.changes;
    assert.deepEqual([change?.kind, change?.venueKind], ['other', 'Airdrop']);
  });

  const line = { asset: 'USDT', curBalance: '1', deltaQty: '1' };
  for (const [field, broken] of [
    ['sn', { transactTime: 1, data: [line] }],
    ['sn', { sn: 2 ** 53, transactTime: 1, data: [line] }],
    ['transactTime', { sn: 1, data: [line] }],
    ['data', { sn: 1, transactTime: 1 }],
    ['deltaQty', { sn: 1, transactTime: 1, data: [{ ...line, deltaQty: 'much' }] }],
    ['curBalance', { sn: 1, transactTime: 1, data: [{ ...line, curBalance: undefined }] }],
  ] as const)
    it(`finds a page unreadable of which an entry has no usable ${field}`, async () => {
      const { history } = await connect({ balance: [event(5), broken], meta: {}, order: [] });
      const error = await errorOf(history.balanceChanges({ from: 1, limit: 10 }));
      assert.deepEqual([error.kind, error.reason], ['unreadable', 'other']);
      assert.match(error.message, new RegExp(field));
      assert.ok(error.transcript);
    });

  it('has the errors of any other read', async () => {
    const { host, history } = await connect({ code: 100006, reason: 'X', message: 'no day' });
    const refused = await errorOf(history.balancesAt('2021-10-22'));
    assert.deepEqual([refused.kind, refused.code], ['rejected', '100006']);
    host.answer = html(502);
    assert.equal((await errorOf(history.balancesAt('2021-10-22'))).reason, 'gateway');
    for (const answer of [{ meta: {} }, { balance: [] }, []]) {
      host.answer = json(answer);
      const error = await errorOf(history.balanceChanges({ from: 1, limit: 1 }));
      assert.equal(error.kind, 'unreadable');
    }
  });

  it('sends nothing for a day, number or limit that could never be right', async () => {
    const { host, history } = await connect({});
    for (const call of [
      ...['2021-02-30', '22.10.2021', ''].map((day) => history.balancesAt(day)),
      history.balanceChanges({ from: 0, limit: 1 }),
      history.balanceChanges({ from: 1, limit: 501 }),
    ])
      assert.equal((await errorOf(call)).reason, 'badInput');
    assert.equal(host.requests.length, 0);
  });

  it('sends half of the eight requests that a minute may have, and lets all others by', async () => {
    const clock = new ManualClock();
    const host = await rig.host({ answer: json({ balance: [], meta: {}, order: [] }) });
    const { venue } = rig.venue(host.origin, { clock });
    let read = 0;
    for (let i = 0; i < 12; i++)
      void venue.history.balanceChanges({ from: 1, limit: 1 }).then(() => (read += 1));
    await host.received(2);
    host.answer = json({ code: 0, data: [] });
    await venue.openOrders();
    assert.equal(host.requests.length, 3);
    host.answer = json({ balance: [], meta: {}, order: [] });
    for (let minute = 1; minute <= 5; minute++) {
      for (let s = 0; s < 4; s++) await clock.advance(15_000);
      await host.received(3 + 2 * minute);
      await settled();
      assert.equal(host.requests.length, 3 + 2 * minute);
    }
    assert.ok(read >= 10);
  });
});
