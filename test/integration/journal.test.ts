import assert from 'node:assert/strict';
import { PAPER } from '../../src/desk/profile.ts';
import type { JournalEntry } from '../../src/orders/cancelJournal.ts';
import { fileJournals } from '../../src/platform/fileJournal.ts';
import { activate } from './desk.ts';

describe('the journal of unsettled cancels', () => {
  it('is known of a profile that is not open, and goes with it', async () => {
    const { context, current } = await activate();
    const errors: string[] = [];
    const log = { error: (text: string) => void errors.push(text) };
    const profile = { ...PAPER, id: 'journal-test' };
    const { cancels } = fileJournals(context.globalStorageUri.fsPath, profile.id, log);
    const entry = (orderId: string): JournalEntry => {
      return { orderId, symbol: 'BTC-PERP', sentAt: 1, before: undefined };
    };
    await cancels.put([entry('a5'), entry('a6')]);
    const unsettled = current.unsettledOf(profile).map(({ orderId }) => orderId);
    assert.deepEqual(unsettled.sort(), ['a5', 'a6']);
    await current.forgetUnsettled(profile);
    assert.deepEqual(cancels.list(), []);
    assert.deepEqual(current.unsettledOf(profile), []);
    assert.deepEqual(errors, []);
  });
});
