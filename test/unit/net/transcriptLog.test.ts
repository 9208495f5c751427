import assert from 'node:assert/strict';
import type { Transcript } from '../../../src/net/transcript.ts';
import { TranscriptLog } from '../../../src/net/transcriptLog.ts';

function transcript(id: string, bytes = 0): Transcript {
  return {
    id,
    action: 'open-orders',
    startedAt: 0,
    request: { method: 'GET', url: 'http://127.0.0.1/', headers: [], body: undefined },
    response: {
      status: 200,
      statusText: 'OK',
      headers: [],
      body: new Uint8Array(bytes),
      complete: true,
    },
    failure: undefined,
    timings: { sent: 1, headers: 2, total: 3 },
  };
}

function ids(log: TranscriptLog): string {
  return log
    .list()
    .map(({ id }) => id)
    .join('');
}

describe('TranscriptLog', () => {
  it('lists the newest first, finds by id, and tells of each one added', () => {
    const log = new TranscriptLog();
    const told: string[] = [];
    const listening = log.onDidAdd(({ id }) => told.push(id));
    for (const id of ['a', 'b']) log.add(transcript(id));
    listening.dispose();
    log.add(transcript('c'));
    assert.equal(ids(log), 'cba');
    assert.equal(log.get('b')?.id, 'b');
    assert.equal(log.get('x'), undefined);
    assert.deepEqual(told, ['a', 'b']);
  });

  it('knows for whom each was sent, and forgets all of them when told to', () => {
    const log = new TranscriptLog();
    let cleared = 0;
    log.onDidClear(() => (cleared += 1));
    log.add(transcript('a'), 'paper');
    log.add(transcript('b'));
    assert.deepEqual(
      ['a', 'b', 'x'].map((id) => log.senderOf(id)),
      ['paper', '', ''],
    );
    log.clear();
    assert.deepEqual([ids(log), log.bytes, cleared], ['', 0, 1]);
  });

  it('drops the oldest above its count', () => {
    const log = new TranscriptLog({ maxCount: 2 });
    for (const id of ['a', 'b', 'c', 'd']) log.add(transcript(id));
    assert.equal(ids(log), 'dc');
    assert.equal(log.get('a'), undefined);
  });

  it('drops the oldest above its bytes', () => {
    const log = new TranscriptLog({ maxBytes: 10_000 });
    for (const id of ['a', 'b', 'c']) log.add(transcript(id, 4_000));
    assert.equal(ids(log), 'cb');
    assert.ok(log.bytes <= 10_000);
  });

  it('keeps the newest even where it alone is above the bytes', () => {
    const log = new TranscriptLog({ maxBytes: 1_000 });
    log.add(transcript('a'));
    log.add(transcript('b', 5_000));
    assert.equal(ids(log), 'b');
    log.add(transcript('c'));
    assert.equal(ids(log), 'c');
  });

  it('counts a transcript once that is added again', () => {
    const log = new TranscriptLog();
    log.add(transcript('a', 100));
    const { bytes } = log;
    log.add(transcript('a', 100));
    assert.equal(log.bytes, bytes);
    assert.equal(log.size, 1);
  });

  it('lets go of everything when it is disposed', () => {
    const log = new TranscriptLog();
    log.add(transcript('a', 100));
    log.dispose();
    assert.equal(log.size, 0);
    assert.equal(log.bytes, 0);
  });
});
