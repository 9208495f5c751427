import assert from 'node:assert/strict';
import type { WireStreamAccount } from '../../../src/venues/ascendex/wireChannels.ts';
import { nextFunding } from '../../../src/paper/engine/funding.ts';
import { useExchange, type Body } from './support.ts';

const symbol = 'BTC-PERP';
const HOUR = 3_600_000;

interface Page {
  readonly data: readonly Body[];
  readonly hasNext: boolean;
}

describe('funding', () => {
  const desk = useExchange({ tick: 1 });
  const balance = async () =>
    Number((await desk().call('GET position')).data.collaterals[0].balance);
  const payments = async (query = '') =>
    (await desk().call(`GET funding-payments${query}`)).data as Page;

  async function hold(side: 'Buy' | 'Sell', orderQty: string): Promise<void> {
    await desk().placed({ side, orderType: 'Market', orderQty });
  }

  it('takes the rate of a long position, and gives it to a short one', async () => {
    await hold('Buy', '0.5');
    const before = await balance();
    await desk().control('POST market/fund', {});
    // Mark and index are 61,250, so the rate is the interest alone: 0.01 % of 30,625 USDT.
    const { data } = await payments();
    const paid = { symbol, timestamp: desk().clock.time, fundingRate: '0.0001' };
    assert.deepEqual(data, [{ ...paid, paymentInUSDT: '-3.0625' }]);
    assert.equal((await balance()).toFixed(6), (before - 3.0625).toFixed(6));
    await hold('Sell', '1');
    await desk().control('POST market/fund', {});
    assert.deepEqual((await payments()).data[0], { ...paid, paymentInUSDT: '3.0625' });
  });

  it('has a rate that follows the premium of the mark price, within bounds', async () => {
    const { engine } = desk().exchange.services;
    const { contract } = [...engine.books][0] ?? assert.fail();
    const rate = async () =>
      (await desk().get('/api/pro/v2/futures/pricing-data')).data.contracts[0].fundingRate;
    for (const [mark, expected] of [
      [612_500, '0.0001'],
      [613_725, '0.0021'],
      [611_275, '-0.0019'],
      [630_000, '0.0075'],
      [600_000, '-0.0075'],
    ] as const) {
      engine.setPrices(contract, { mark, ref: 612_500 });
      assert.equal(await rate(), expected);
    }
  });

  it('charges nobody who holds nothing', async () => {
    await desk().control('POST market/fund', {});
    assert.deepEqual(await payments(), { data: [], page: 1, pageSize: 20, hasNext: false });
    assert.equal(await balance(), 100_000);
  });

  it('is due every eight hours of a market that moves, and not of one that stands still', async () => {
    await hold('Buy', '0.1');
    const { funding, market } = desk().exchange.services;
    const due = nextFunding(desk().clock.time);
    assert.equal(due % (8 * HOUR), 0);
    funding.run(false);
    assert.equal((await payments()).data.length, 0, 'before it is due');
    desk().clock.time = due + 5;
    funding.run(market.frozen);
    assert.equal((await payments()).data.length, 0, 'while frozen');
    desk().clock.time = due + 8 * HOUR;
    funding.run(false);
    funding.run(false);
    const times = (await payments()).data.map((each: Body) => each.timestamp as number);
    assert.deepEqual(times, [due + 8 * HOUR]);
  });

  it('is charged by a market that is left running', async () => {
    await hold('Buy', '0.1');
    const { engine } = desk().exchange.services;
    const charged = new Promise((resolve) => engine.events.once('account', resolve));
    await desk().control('POST market/freeze', { frozen: false });
    desk().clock.time = nextFunding(desk().clock.time);
    await charged;
    assert.equal((await payments()).data.length, 1);
  });

  it('is listed page by page, the latest first, of all symbols or one', async () => {
    await hold('Buy', '0.1');
    await desk().placed({ symbol: 'ETH-PERP', orderType: 'Market', orderQty: '1' });
    for (let i = 0; i < 3; i++) {
      desk().clock.time += 1000;
      await desk().control('POST market/fund', {});
    }
    const first = await payments(`?symbol=${symbol}&pageSize=2`);
    const second = await payments(`?symbol=${symbol}&pageSize=2&page=2`);
    const times = [first, second].map(({ data }) =>
      data.map((each: Body) => desk().clock.time - each.timestamp),
    );
    assert.deepEqual(times, [[0, 1000], [2000]]);
    assert.deepEqual([first.hasNext, second.hasNext], [true, false]);
    assert.equal((await payments()).data.length, 6);
    for (const query of ['?pageSize=101', '?pageSize=0', '?page=x']) {
      assert.equal((await desk().call(`GET funding-payments${query}`)).code, 100006);
    }
    assert.equal((await desk().call('GET funding-payments?symbol=NO-PERP')).code, 100008);
  });

  it('tells the account on its stream', async () => {
    await hold('Sell', '0.2');
    const { streams } = desk().exchange.services;
    const told = new Promise<WireStreamAccount>((resolve) => {
      const push = (_: string, text: string) => resolve(JSON.parse(text) as WireStreamAccount);
      const [account] = desk().exchange.services.accounts.all;
      const accountId = account?.identity.accountId ?? assert.fail();
      streams.feeds.subscribe({ push }, { kind: 'futures-account-update' }, accountId);
    });
    await desk().control('POST market/fund', {});
    const { e, col, pos } = await told;
    assert.equal(e, 'AccountUpdate');
    assert.equal(Number(col[0]?.b), await balance());
    assert.equal(pos.find(({ s }) => s === symbol)?.pos, '-0.2');
  });
});
