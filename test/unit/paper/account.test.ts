import assert from 'node:assert/strict';
import { useExchange, type Body } from './support.ts';

describe('the account', () => {
  const desk = useExchange();
  const symbol = 'BTC-PERP';
  const position = async (): Promise<Body> =>
    ((await desk().call('GET position')).data.contracts as Body[]).find(
      (each) => each.symbol === symbol,
    );
  const balance = async () =>
    (await desk().call('GET position')).data.collaterals[0].balance as string;
  const free = async () => Number((await desk().call('GET free-margin')).data.crossed.freeMargin);

  it('has the average of its fills as open price, and profits from closing', async () => {
    // A maker's fills are at exactly its own prices, so the arithmetic can be checked by hand.
    await desk().placed({ orderPrice: '60000', orderQty: '0.1' });
    await desk().placed({ orderPrice: '59000', orderQty: '0.3' });
    await desk().control('POST market/move', { symbol, price: '58000' });
    let now = await position();
    assert.deepEqual(
      [now.side, now.position, now.avgOpenPrice, now.referenceCost, now.unrealizedPnl],
      ['LONG', '0.4', '59250', '-23700', '-500'],
    );
    const fees = (6000 + 17700) * 0.0002;
    assert.equal(await balance(), String(100_000 - fees));

    await desk().placed({ side: 'Sell', orderPrice: '60250', orderQty: '0.1' });
    await desk().control('POST market/move', { symbol, price: '61000' });
    now = await position();
    assert.deepEqual(
      [now.position, now.avgOpenPrice, now.realizedPnl, now.unrealizedPnl],
      ['0.3', '59250', '100', '525'],
    );
    assert.equal(await balance(), String(100_000 + 100 - fees - 1.205));
  });

  it('turns from long to short within one fill', async () => {
    await desk().placed({ orderPrice: '60000', orderQty: '0.1' });
    await desk().control('POST market/move', { symbol, price: '59000' });
    await desk().placed({ side: 'Sell', orderPrice: '60500', orderQty: '0.3' });
    await desk().control('POST market/move', { symbol, price: '61000' });
    const now = await position();
    assert.deepEqual(
      [now.side, now.position, now.avgOpenPrice, now.realizedPnl],
      ['SHORT', '-0.2', '60500', '0'],
    );
  });

  it('reserves margin for resting orders and gives it back when they are canceled', async () => {
    const order = await desk().placed({ orderPrice: '60000', orderQty: '1' });
    assert.equal(await free(), 94_000); // a tenth of 60,000 at the leverage of 10
    assert.equal((await position()).buyOpenOrderNotional, '60000');
    await desk().cancel(order);
    assert.equal(await free(), 100_000);
  });

  it('reserves no margin for an order that closes a position', async () => {
    await desk().placed({ orderPrice: '60000', orderQty: '1' });
    await desk().control('POST market/move', { symbol, price: '59999' });
    const before = await free();
    await desk().placed({ side: 'Sell', orderPrice: '65000', orderQty: '1' });
    assert.equal(await free(), before);
  });

  it('reserves less at a higher leverage and refuses a lower one it cannot bear', async () => {
    await desk().placed({ orderPrice: '60000', orderQty: '3' });
    assert.equal(await free(), 82_000);
    const set = (leverage: unknown) => desk().call('POST leverage', { body: { symbol, leverage } });
    assert.deepEqual((await set(20)).data, { symbol, leverage: 20 });
    assert.equal(await free(), 91_000);
    // Above 50,000 USDT the bracket asks for 2 %, whatever the leverage.
    await set(100);
    assert.equal(await free(), 96_400);
    assert.equal((await set(1)).code, 310003);
    assert.equal((await position()).leverage, '100');
    for (const wrong of [0, 101, 1.5, '10', undefined]) {
      assert.equal((await set(wrong)).code, 100006);
    }
  });

  it('refuses a position above the highest bracket', async () => {
    await desk().call('POST leverage', { body: { symbol, leverage: 100 } });
    const { data } = await desk().control('POST keys', { accountGroup: 50 });
    const account = desk().exchange.services.accounts.find(50);
    assert.ok(account);
    account.book('deposit', account.balance.times('999'), 0);
    for (let i = 0; i < 50; i++) {
      await desk().placed({ orderQty: '33' }, { credentials: data });
    }
    const answer = await desk().place({ orderQty: '33' }, { credentials: data });
    assert.deepEqual([answer.code, answer.reason], [320008, 'FUTURES_TOO_RISKY']);
  });

  it('changes the margin type only without position and orders', async () => {
    const set = (marginType: string) =>
      desk().call('POST margin-type', { body: { symbol, marginType } });
    assert.deepEqual(await set('Isolated'), { code: 0 });
    assert.equal((await position()).marginType, 'isolated');
    const order = await desk().placed({ orderPrice: '60000', orderQty: '0.1' });
    assert.equal((await set('crossed')).code, 100010);
    await desk().control('POST market/move', { symbol, price: '59000' });
    assert.equal((await desk().status(order.orderId)).status, 'Filled');
    assert.equal((await position()).isolatedMargin, '600');
    assert.equal((await set('crossed')).code, 100010);
    assert.equal((await set('both')).code, 100006);
  });

  it('keeps accounts of different groups apart', async () => {
    const { data: credentials } = await desk().control('POST keys', { accountGroup: 42 });
    await desk().placed({ orderQty: '1' }, { credentials });
    assert.equal(await free(), 100_000);
    assert.deepEqual((await desk().call('GET order/open')).data, []);
  });

  it('is filled up from a cash account, and takes back what is free and no mere profit', async () => {
    const balance = async (): Promise<string> =>
      (await desk().call('GET position')).data.collaterals[0].balance as string;
    const move = (what: string, amount: unknown, asset = 'USDT') =>
      desk().call(`POST transfer/${what}`, { body: { asset, amount } });
    assert.deepEqual(await move('deposit', '250.5'), { code: 0 });
    assert.equal(await balance(), '100250.5');
    assert.equal((await move('deposit', '49749.6')).code, 310001); // all that the cash account had was 50,000
    await desk().placed({ orderPrice: '60000', orderQty: '1' });
    await desk().control('POST market/move', { symbol, price: '59999' });
    const { data } = await desk().call('GET free-margin');
    const [{ availableForTransfer: most }] = data.collaterals as Body[];
    assert.equal((await move('withdraw', `${most}1`)).code, 310001);
    await desk().control('POST market/move', { symbol, price: '90000' });
    const rich = (await desk().call('GET free-margin')).data;
    assert.equal(rich.collaterals[0].availableForTransfer, await balance());
    assert.deepEqual(await move('withdraw', '100.5'), { code: 0 });
    assert.equal(await balance(), String(100_150 - 12)); // less the fee
    assert.equal((await move('withdraw', '1', 'BTC')).code, 310004);
    for (const wrong of ['0', '-1', '', 'much', 5, undefined])
      assert.equal((await move('deposit', wrong)).code, 100006, String(wrong));
    const { data: lesser } = await desk().control('POST keys', { transfer: false });
    const refused = await desk().call('POST transfer/deposit', {
      ...{ body: { asset: 'USDT', amount: '1' }, credentials: lesser },
    });
    assert.equal(refused.code, 200015);
  });

  it('says what it does not offer', async () => {
    for (const call of ['POST isolated-position-margin', 'DELETE position/all']) {
      const answer = await desk().call(call, { body: { symbol, amount: '1' } });
      assert.deepEqual([answer.code, answer.reason], [100010, 'INVALID_OPERATION'], call);
    }
  });
});

describe('the history of an account', () => {
  const desk = useExchange();

  it('lists closed orders, latest first, by symbol, number and whether they filled', async () => {
    const canceled = await desk().placed();
    await desk().cancel(canceled);
    const filled = await desk().placed({ orderType: 'Market' });
    const ether = await desk().placed({ symbol: 'ETH-PERP', orderType: 'Market', orderQty: '1' });
    const ids = async (query: string) =>
      ((await desk().call(`GET order/hist/current${query}`)).data as Body[]).map(
        (each: Body) => each.orderId as string,
      );
    assert.deepEqual(await ids(''), [ether.orderId, filled.orderId, canceled.orderId]);
    assert.deepEqual(await ids('?symbol=BTC-PERP'), [filled.orderId, canceled.orderId]);
    assert.deepEqual(await ids('?n=1'), [ether.orderId]);
    assert.deepEqual(await ids('?executedOnly=True'), [ether.orderId, filled.orderId]);
    for (const query of ['?n=0', '?n=x', '?executedOnly=maybe', '?startTime=x', '?pageSize=0']) {
      assert.equal((await desk().call(`GET order/hist/current${query}`)).code, 100006);
    }
  });

  it('lists what was placed within a time, and as many as fit a page', async () => {
    const times: number[] = [];
    for (let i = 0; i < 4; i++) {
      const order = await desk().placed();
      await desk().cancel(order);
      times.push(order.time);
      desk().clock.time += 1000;
    }
    const [, second = 0, third = 0, last = 0] = times;
    const listed = async (query: string) =>
      ((await desk().call(`GET order/hist/current?${query}`)).data as Body[]).map(
        (each: Body) => each.time as number,
      );
    assert.deepEqual(await listed(`startTime=${second}`), [last, third, second]);
    assert.deepEqual(await listed(`startTime=${second}&endTime=${third}`), [third, second]);
    assert.deepEqual(await listed('pageSize=1'), [last]);
    assert.deepEqual(await listed('pageSize=1&n=2'), [last, third]);
  });

  it('gives the status of one order as an object and of a list as a list', async () => {
    const { orderId } = await desk().placed();
    const other = await desk().placed();
    const status = async (query: string) => desk().call(`GET order/status?orderId=${query}`);
    const one = await status(orderId);
    assert.deepEqual([one.ac, one.data.orderId], ['FUTURES', orderId]);
    assert.deepEqual((await status(`${orderId},`)).data.length, 1);
    assert.deepEqual(
      ((await status(`${orderId},unknown,${other.orderId}`)).data as Body[]).map(
        (each) => each.orderId as string,
      ),
      [orderId, other.orderId],
    );
    assert.deepEqual((await status('unknown,')).data, []);
    assert.equal((await status('unknown')).code, 300006);
    assert.equal((await status('')).code, 100004);
  });
});
