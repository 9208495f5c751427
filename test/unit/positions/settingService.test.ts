import assert from 'node:assert/strict';
import type { SettingChange } from '../../../src/venues/positions.ts';
import { PaperPositions } from '../../support/paperPositions.ts';

const symbol = 'BTC-PERP';

describe('a change of a setting', () => {
  const rig = new PaperPositions();
  beforeEach(() => rig.begin());
  afterEach(() => rig.end());
  const change = (wanted: SettingChange) => rig.trader.positions.settings.change(wanted);
  const leverage = (to: number) => change({ kind: 'leverage', symbol, leverage: to });
  const isolated = { kind: 'marginType', symbol, marginType: 'isolated' } as const;

  it('is set where the venue says so, and is read again', async () => {
    const { outcome, transcript } = await leverage(25);
    assert.ok(outcome.kind === 'set');
    assert.equal(outcome.position?.leverage, '25');
    assert.equal(transcript?.action, 'set-leverage');
    assert.equal(rig.held().leverage, 25);
  });

  it('is refused where the venue says no, and stays as it was', async () => {
    await rig.take('buy', '10');
    const { outcome } = await leverage(1);
    assert.ok(outcome.kind === 'rejected');
    assert.equal(outcome.error.code, '310003');
    assert.equal(rig.held().leverage, 10);
  });

  for (const [kind, wanted, action] of [
    ['drop-after', { kind: 'leverage', symbol, leverage: 33 }, 'leverage'],
    ['server-error-after', { kind: 'leverage', symbol, leverage: 33 }, 'leverage'],
    ['drop-after', isolated, 'margin-type'],
  ] as const) {
    it(`whose answer is lost (${kind}) is found set by reading ${action}, and never sent again`, async () => {
      rig.fault(kind, { action, count: -1 });
      const { outcome } = await change(wanted);
      assert.ok(outcome.kind === 'set');
      assert.equal(rig.sent(`set-${action}`), 1);
    });
  }

  it('of isolated margin whose answer is lost is found by what was added', async () => {
    await change(isolated);
    await rig.take('buy', '1');
    rig.fault('drop-after', { action: 'isolated-position-margin' });
    const { outcome } = await change({ kind: 'isolatedMargin', symbol, amount: '70.5' });
    assert.ok(outcome.kind === 'set');
    assert.equal(rig.held().addedMargin.toFixed(), '70.5');
    assert.equal(rig.sent('set-isolated-margin'), 1);
  });

  it('of what the account holds is read again, and found by its amount where the answer is lost', async () => {
    const { balance, cash } = rig.account;
    const inside = await change({ kind: 'transfer', asset: 'USDT', amount: '100.25' });
    assert.ok(inside.outcome.kind === 'set');
    assert.equal(inside.outcome.balance?.amount, balance.plus('100.25').toFixed());
    rig.fault('drop-after', { action: 'withdraw' });
    const { outcome } = await change({ kind: 'transfer', asset: 'USDT', amount: '-0.25' });
    assert.ok(outcome.kind === 'set');
    assert.equal(inside.outcome.error, undefined);
    assert.equal(outcome.error?.kind, 'unknownOutcome');
    assert.equal(rig.account.cash.toFixed(), cash.minus('100').toFixed());
    assert.equal(rig.sent('withdraw'), 1);
    const refused = await change({ kind: 'transfer', asset: 'USDT', amount: '9999999' });
    assert.ok(refused.outcome.kind === 'rejected' && refused.outcome.error.reason === 'margin');
  });

  it('that never arrived is unknown, with what is set as it was read, and not sent again', async function () {
    this.timeout(15_000);
    rig.fault('drop-before', { action: 'leverage', count: -1 });
    const { outcome } = await leverage(33);
    assert.ok(outcome.kind === 'unknown');
    assert.deepEqual([outcome.error.kind, outcome.position?.leverage], ['unknownOutcome', '10']);
    assert.equal(rig.sent('set-leverage'), 1);
  });

  it('is one at a time', async () => {
    const [first, second] = await Promise.all([leverage(20), leverage(30)]);
    assert.deepEqual([first.outcome.kind, second.outcome.kind], ['set', 'underWay']);
    assert.equal(rig.held().leverage, 20);
  });
});
