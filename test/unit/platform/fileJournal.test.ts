import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JournalEntry } from '../../../src/orders/cancelJournal.ts';
import { fileJournal } from '../../../src/platform/fileJournal.ts';

describe('the journal of what is not settled', () => {
  let folder: string;
  const errors: string[] = [];
  const log = { error: (text: string) => void errors.push(text) };
  const open = (below = 'journal') => fileJournal<JournalEntry>(join(folder, below), log);
  const entry = (orderId: string, sentAt = 1): JournalEntry => {
    return { orderId, symbol: 'BTC-PERP', sentAt, before: undefined };
  };
  const ids = (journal = open()): readonly string[] =>
    journal
      .list()
      .map(({ orderId }) => orderId)
      .sort();

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'order-desk-journal-'));
    errors.length = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('keeps many at once, and another window reads them', async () => {
    await open().put(['a1', 'a2', 'a3'].map((orderId) => entry(orderId)));
    assert.deepEqual(ids(), ['a1', 'a2', 'a3']);
    assert.deepEqual(JSON.stringify(open().get('a2')), JSON.stringify(entry('a2')));
    assert.deepEqual(errors, []);
  });

  it('loses none where windows write and take out at the same time', async () => {
    const each = Array.from({ length: 60 }, (_, i) => `b${i}`);
    await Promise.all(each.map((orderId) => open().put([entry(orderId)])));
    const [gone, kept] = [each.slice(0, 30), each.slice(30)];
    const more = gone.map((orderId) => `${orderId}-more`);
    await Promise.all([
      ...gone.map((orderId) => open().delete(orderId)),
      ...more.map((orderId) => open().put([entry(orderId)])),
    ]);
    assert.deepEqual(ids(), [...kept, ...more].sort());
  });

  it('is on the disk as soon as it says so, and leaves nothing else there', async () => {
    await open().put([entry('a1'), entry('a1', 2)]);
    assert.equal(readdirSync(join(folder, 'journal')).length, 1);
    await open().delete('a1');
    assert.deepEqual(readdirSync(join(folder, 'journal')), []);
    assert.equal(open().get('a1'), undefined);
  });

  it('does not bring back what was taken out while it was written', async () => {
    const journal = open();
    const writing = journal.put([entry('a1')]);
    await journal.delete('a1');
    await Promise.all([writing, journal.put([entry('a2')])]);
    assert.deepEqual(ids(), ['a2']);
    assert.equal(readdirSync(join(folder, 'journal')).length, 1);
  });

  it('keeps what another window has sent since', async () => {
    await open().put([entry('a3', 2)]);
    await open().delete('a3', 1);
    assert.deepEqual(ids(), ['a3']);
    await open().delete('a3', 2);
    assert.deepEqual(ids(), []);
  });

  it('says to one of the windows that take something out that it was there', async () => {
    const windows = [open(), open(), open()];
    await windows[0]?.put([entry('a1', 2)]);
    assert.equal(await open().delete('a1', 1), false);
    const got = await Promise.all(windows.map((each) => each.delete('a1')));
    assert.deepEqual(got.filter(Boolean), [true]);
  });

  it('takes ids as they come', async () => {
    const odd = ['../up', 'A', 'a', 'con', '.', '', 'ä/ö', 'x'.repeat(64)].sort();
    await open().put(odd.map((orderId) => entry(orderId)));
    assert.deepEqual(ids(), odd);
    assert.deepEqual(readdirSync(folder), ['journal']);
  });

  it('says what cannot be read, and goes on with the others', async () => {
    await open().put([entry('a1')]);
    writeFileSync(join(folder, 'journal', 'zz.json'), '{"orderId":');
    assert.deepEqual(ids(), ['a1']);
    assert.match(errors.join(), /could not be read: SyntaxError/);
  });

  it('holds back no request where it cannot be written, and says so', async () => {
    writeFileSync(join(folder, 'taken'), '');
    let unkept = 0;
    const journal = fileJournal<JournalEntry>(join(folder, 'taken'), log, () => (unkept += 1));
    await journal.put([entry('a1', 7)]);
    assert.equal(unkept, 1);
    assert.match(errors[0] ?? '', /could not be written/);
    assert.equal(journal.get('a1')?.sentAt, 7, 'this window knows it');
    assert.deepEqual(ids(journal), ['a1']);
    assert.equal(await journal.delete('a1', 6), false, 'another one was sent since');
    assert.equal(await journal.delete('a1', 7), true, 'no other window knows of it');
    assert.deepEqual(journal.list(), []);
  });

  it('that somebody has removed leaves it to this window to tell what became of it', async () => {
    const journal = open();
    await journal.put([entry('a1')]);
    rmSync(join(folder, 'journal'), { recursive: true });
    assert.equal(await journal.delete('a1', 1), true);
    await journal.put([entry('a2')]);
    assert.deepEqual(ids(), ['a2']);
    assert.deepEqual(errors, []);
  });
});
