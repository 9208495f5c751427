import assert from 'node:assert/strict';
import type { LogOutputChannel } from 'vscode';
import { PAPER } from '../../src/desk/profile.ts';
import type { TestApi } from '../../src/extension.ts';
import type { CancelJournal } from '../../src/orders/cancelJournal.ts';
import { storedJournal } from '../../src/platform/storedJournal.ts';
import { activate } from './desk.ts';

describe('the journal of unsettled cancels', () => {
  const profileId = 'journal-test';
  let open: () => CancelJournal;
  let keys: () => readonly string[];
  let api: TestApi;
  const errors: string[] = [];
  const entry = (orderId: string, sentAt = 1) => {
    return { orderId, symbol: 'BTC-PERP', sentAt, before: undefined };
  };
  const ids = (journal: CancelJournal): readonly string[] =>
    journal.list().map(({ orderId }) => orderId);

  before(async () => {
    api = await activate();
    const { globalState } = api.context;
    const log = { error: (text: string) => void errors.push(text) } as unknown as LogOutputChannel;
    open = () => storedJournal(globalState, `cancel/${profileId}/`, log);
    keys = () => globalState.keys().filter((key) => key.includes(profileId));
  });

  after(() => assert.deepEqual(errors, []));

  async function until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise(setImmediate);
  }

  it('keeps many at once, and another window reads them', async () => {
    await open().put([entry('a1'), entry('a2'), entry('a3')]);
    assert.deepEqual(ids(open()), ['a1', 'a2', 'a3']);
  });

  it('lacks what was taken out at once, and its storage soon after', async () => {
    const journal = open();
    await Promise.all(['a1', 'a2'].map((orderId) => journal.delete(orderId)));
    assert.deepEqual(ids(journal), ['a3']);
    await until(() => keys().length === 1);
  });

  it('keeps what another window has sent since', async () => {
    const journal = open();
    await journal.delete('a3');
    await open().put([entry('a3', 2), entry('a4')]);
    await journal.delete('a4');
    await until(() => keys().length === 1);
    assert.deepEqual(
      open()
        .list()
        .map(({ orderId, sentAt }) => [orderId, sentAt]),
      [['a3', 2]],
    );
    await journal.delete('a3', 1);
    assert.deepEqual(ids(journal), ['a3']);
    await journal.delete('a3', 2);
    await until(() => keys().length === 0);
  });

  it('is known of a profile that is not open, and goes with it', async () => {
    const profile = { ...PAPER, id: profileId };
    await open().put([entry('a5'), entry('a6')]);
    const unsettled = api.current.unsettledOf(profile).map(({ orderId }) => orderId);
    assert.deepEqual(unsettled, ['a5', 'a6']);
    await api.current.forgetUnsettled(profile);
    await until(() => keys().length === 0);
    assert.deepEqual(api.current.unsettledOf(profile), []);
  });
});
