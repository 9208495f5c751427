import assert from 'node:assert/strict';
import { useExchange, type Body } from './support.ts';

describe('the margin of an isolated position', () => {
  const desk = useExchange();
  const symbol = 'BTC-PERP';
  const holdings = async (): Promise<{ balance: string; margin: string }> => {
    const { data } = await desk().call('GET position');
    const own = (data.contracts as Body[]).find((each) => each.symbol === symbol);
    return { balance: data.collaterals[0].balance, margin: own?.isolatedMargin };
  };
  const change = async (amount: unknown) =>
    (await desk().call('POST isolated-position-margin', { body: { symbol, amount } }))
      .code as number;
  const free = async () => (await desk().call('GET free-margin')).data.isolated as Body[];

  /** 1 BTC bought at 60000 with a leverage of 10. */
  async function open(): Promise<void> {
    await desk().call('POST margin-type', { body: { symbol, marginType: 'isolated' } });
    await desk().placed({ orderPrice: '60000', orderQty: '1' });
    await desk().control('POST market/move', { symbol, price: '59999' });
  }

  it('grows by what is taken out of the balance, and gives that back', async () => {
    await open();
    assert.deepEqual(await holdings(), { balance: '99988', margin: '6000' });
    assert.equal(await change('100.5'), 0);
    assert.deepEqual(await holdings(), { balance: '99887.5', margin: '6100.5' });
    // The position has lost 1 USDT by the mark price, so that much of it is needed.
    const [{ freeMargin: spare } = assert.fail()] = await free();
    assert.equal(await change(`-${spare}1`), 310001);
    assert.equal(await change('-50.5'), 0);
    assert.deepEqual(await holdings(), { balance: '99938', margin: '6050' });
  });

  it('is never less than what the position was opened with', async () => {
    await open();
    await desk().control('POST market/move', { symbol, price: '61000' });
    assert.equal(await change('-1'), 310001);
  });

  it('takes no more than is free', async () => {
    await open();
    assert.equal(await change('99988'), 310001);
    assert.equal((await holdings()).margin, '6000');
  });

  it('goes back to the balance when the position is closed', async () => {
    await open();
    await change('100');
    const { balance } = await holdings();
    await desk().placed({ side: 'Sell', orderPrice: '60000', orderQty: '0.4' });
    await desk().control('POST market/move', { symbol, price: '60001' });
    assert.deepEqual(await holdings(), { balance: String(Number(balance) - 4.8), margin: '3700' });
    await desk().placed({ side: 'Sell', orderPrice: '60500', orderQty: '0.6' });
    await desk().control('POST market/move', { symbol, price: '60501' });
    const after = await holdings();
    assert.equal(after.margin, '0');
    assert.equal(Number(after.balance), Number(balance) - 4.8 + 300 - 7.26 + 100);
  });

  it('is refused for what is no such position and for what is no amount', async () => {
    assert.equal(await change('100'), 100010);
    await open();
    for (const amount of ['0', '', '1e3', '--1', 5, null]) {
      assert.equal(await change(amount), 100006, String(amount));
    }
    const other = { symbol: 'ETH-PERP', amount: '1' };
    assert.equal(
      (await desk().call('POST isolated-position-margin', { body: other })).code,
      100010,
    );
  });
});
