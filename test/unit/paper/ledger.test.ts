import assert from 'node:assert/strict';
import { Decimal } from '../../../src/paper/decimal.ts';
import { CONTRACTS } from '../../../src/paper/engine/contracts.ts';
import { Ledger } from '../../../src/paper/engine/ledger.ts';
import { useExchange, type Body } from './support.ts';

const DAY = 86_400_000;
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
const startOf = (time: number): number => Math.floor(time / DAY) * DAY;

interface Page {
  readonly meta: Body;
  readonly order: readonly Body[];
  readonly balance: readonly Body[];
}

describe('the ledger of an account', () => {
  const desk = useExchange();

  async function read(what: 'snapshot' | 'history', query: string): Promise<Body> {
    const path = `data/v1/futures/balance/${what}`;
    return (await desk().raw('GET', `/api/pro/${path}?${query}`, path)).json();
  }
  const history = async (query: string) => (await read('history', query)) as Page;
  const snapshot = (time: number): Promise<Body> => read('snapshot', `date=${dayOf(time)}`);
  const balance = async (): Promise<string> =>
    (await desk().call('GET position')).data.collaterals[0].balance as string;
  const market = (side: 'Buy' | 'Sell', orderQty: string) =>
    desk().placed({ side, orderType: 'Market', orderQty });

  it('begins with the deposit, and has profit and fee of each fill', async () => {
    const bought = await market('Buy', '0.5');
    await desk().control('POST market/move', { symbol: 'BTC-PERP', price: '62000' });
    const sold = await market('Sell', '0.5');
    const { meta, order, balance: events } = await history('sn=1');
    const { accountId } = desk().exchange.services.accounts.find(
      desk().exchange.ready.accountGroup,
    )!.identity;
    assert.deepEqual(meta, { ac: 'futures', accountId });
    const deposit = { asset: 'USDT', curBalance: '100000', deltaQty: '100000' };
    const transactTime = desk().clock.time;
    assert.deepEqual(events, [{ data: [deposit], eventType: 'deposit', sn: 1, transactTime }]);
    const [last, first] = [order[0], order.at(-1)];
    assert.deepEqual(
      [last.orderId, last.side, last.orderType, last.liquidityInd, last.transactTime],
      [sold.orderId, 'Sell', 'Market', 'RemovedLiquidity', transactTime],
    );
    assert.equal(first.orderId, bought.orderId);
    const lines = first.data as readonly Body[];
    // Nothing is realized by opening a position.
    assert.deepEqual(
      lines.map(({ asset, dataType }) => [asset, dataType]),
      [
        ['BTCP', 'trade'],
        ['BTCPC', 'trade'],
        ['USDT', 'fee'],
      ],
    );
    const closed = last.data as readonly Body[];
    assert.deepEqual(
      closed.map(({ asset, dataType }) => `${asset} ${dataType}`),
      ['BTCP trade', 'BTCPC trade', 'USDT trade', 'USDT fee'],
    );
    const [position, cost, , fee] = closed;
    assert.deepEqual([position.curBalance, cost.curBalance], ['0', '0']);
    assert.equal(fee.curBalance, await balance());
  });

  it('adds up to the balance, whatever changed it', async () => {
    const body = { symbol: 'BTC-PERP', marginType: 'isolated' };
    assert.equal((await desk().call('POST margin-type', { body })).code, 0);
    await market('Buy', '0.5');
    const margin = { symbol: 'BTC-PERP', amount: '25.5' };
    assert.equal((await desk().call('POST isolated-position-margin', { body: margin })).code, 0);
    await desk().control('POST market/fund', {});
    await desk().control('POST market/move', { symbol: 'BTC-PERP', price: '61000' });
    await market('Sell', '0.5');
    const { order, balance: events } = await history('sn=0');
    const entries = [...order, ...events].sort((a: Body, b: Body) => a.sn - b.sn);
    let sum = new Decimal('0');
    for (const [at, entry] of entries.entries()) {
      assert.equal(entry.sn, at + 1);
      const lines = (entry.data as readonly Body[]).filter(({ asset }) => asset === 'USDT');
      for (const { deltaQty } of lines) sum = sum.plus(deltaQty);
      for (const { curBalance } of lines) assert.equal(curBalance, sum.toFixed());
    }
    assert.equal(sum.toFixed(), await balance());
    const told = events.map(({ eventType, data }) => {
      const lines = data as readonly Body[];
      return [eventType, lines.at(-1).deltaQty];
    });
    assert.deepEqual(told, [
      ['Isolatedmargin', '25.5'],
      ['Fundingpayment', '-3.0625'],
      ['Isolatedmargin', '-25.5'],
      ['deposit', '100000'],
    ]);
    const funding = events[1].data[0];
    assert.deepEqual([funding.asset, funding.deltaQty], ['BTCPC', '0']);
  });

  it('is read from a number on, at most so many, the latest first', async () => {
    for (let i = 0; i < 3; i++) await market('Buy', '0.001');
    const sns = async (query: string): Promise<number[]> =>
      (await history(query)).order.map(({ sn }: Body) => sn as number);
    assert.deepEqual(await sns('sn=2'), [4, 3, 2]);
    assert.deepEqual(await sns('sn=2&limit=2'), [3, 2]);
    assert.deepEqual(await sns('sn=9223372036854775807&limit=500'), []);
  });

  it('tells what there was when a day began, and up to which number', async () => {
    const opened = desk().clock.time;
    await market('Buy', '0.5');
    const nothing = await snapshot(opened);
    assert.deepEqual([nothing.meta.sn, nothing.meta.balanceTime], [0, startOf(opened)]);
    assert.deepEqual(nothing.collateralBalance, [{ asset: 'USDT', totalBalance: '0' }]);
    assert.deepEqual(nothing.contractBalance, []);
    const before = await balance();
    desk().clock.time = startOf(opened) + DAY;
    await desk().control('POST market/fund', {});
    const { meta, collateralBalance, contractBalance } = await snapshot(desk().clock.time);
    assert.equal(meta.balanceTime, desk().clock.time);
    assert.deepEqual(collateralBalance, [{ asset: 'USDT', totalBalance: before }]);
    const [position] = (await desk().call('GET position')).data.contracts;
    assert.deepEqual(contractBalance, [
      {
        ...{ contract: 'BTC-PERP', futuresAssetBalance: '0.5', isolatedMargin: '0' },
        refCostBalance: position.referenceCost,
      },
    ]);
    const next = await history(`sn=${meta.sn + 1}`);
    assert.deepEqual(next.order, []);
    assert.deepEqual(
      next.balance.map(({ eventType }: Body) => eventType),
      ['Fundingpayment'],
    );
  });

  it('refuses what is no day, no number, or out of reach', async () => {
    const now = desk().clock.time;
    for (const [what, query, code] of [
      ['snapshot', '', 100004],
      ['snapshot', 'date=', 100004],
      ['snapshot', 'date=2023-02-30', 100006],
      ['snapshot', 'date=20231114', 100006],
      ['snapshot', `date=${dayOf(now + DAY)}`, 100006],
      ['snapshot', `date=${dayOf(now - 7 * DAY)}`, 100002],
      ['history', '', 100004],
      ['history', 'sn=x', 100006],
      ['history', 'sn=-1', 100006],
      ['history', 'sn=1&limit=0', 100006],
      ['history', 'sn=1&limit=501', 100006],
    ] as const)
      assert.equal((await read(what, query)).code, code, `${what}?${query}`);
    assert.equal((await snapshot(now - 6 * DAY)).code, undefined);
    const unsigned = await desk().get('/api/pro/data/v1/futures/balance/history?sn=1');
    assert.equal(unsigned.code, 100009);
  });

  it('keeps the latest 100,000 entries, and says of older ones that they are gone', () => {
    const ledger = new Ledger();
    const [contract] = CONTRACTS;
    assert.ok(contract);
    const cent = new Decimal('0.01');
    const to = { contract, lots: 1, cost: 1n, addedMargin: cent };
    for (let time = 1; time <= 100_010; time++)
      ledger.add({ event: 'deposit', amount: cent, to: time === 1 ? to : undefined }, time);
    assert.equal(ledger.first, 11);
    assert.deepEqual(
      ledger.from(11, 2).map(({ sn, time }) => [sn, time]),
      [
        [11, 11],
        [12, 12],
      ],
    );
    assert.equal(ledger.before(11), undefined);
    const kept = ledger.before(12);
    assert.deepEqual([kept?.sn, kept?.balance.toFixed()], [11, '0.11']);
    assert.deepEqual(kept?.holdings, [to]);
    assert.equal(ledger.before(1e9)?.sn, 100_010);
  });

  it('has no time before that of an earlier entry, though the clock is set back', () => {
    const ledger = new Ledger();
    for (const time of [5, 3, 9]) ledger.add({ event: 'deposit', amount: new Decimal('1') }, time);
    assert.deepEqual(
      ledger.from(1, 9).map(({ time }) => time),
      [5, 5, 9],
    );
  });
});
