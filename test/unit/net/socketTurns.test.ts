import assert from 'node:assert/strict';
import { Socket } from '../../../src/net/socket.ts';
import { Rig } from '../../support/rig.ts';
import { startStreamHost } from '../../support/streamHost.ts';

const MESSAGES = 4_000;
const BYTES = 1_024;
/** What of a chunk of 64 KiB waits already is read along with the next. */
const MOST_BYTES = 2 * 64 * 1_024;

describe('a socket whose host sends more than it takes', () => {
  const rig = new Rig();
  afterEach(() => rig.end());

  it('lets the event loop turn after every chunk, and loses nothing', async () => {
    const host = await startStreamHost();
    rig.endLater(() => host.close());
    const perTurn: number[] = [];
    let heard = 0;
    const socket = new Socket({
      ...{ url: `${host.url}/stream`, action: 'stream' },
      onMessage: () => {
        if (heard === 0) nextTurn();
        heard += 1;
        perTurn[perTurn.length - 1] = (perTurn.at(-1) ?? 0) + 1;
        if (heard === MESSAGES) socket.end();
      },
    });
    rig.endLater(async () => {
      socket.end();
      await socket.closed;
    });
    function nextTurn(): void {
      perTurn.push(0);
      if (heard < MESSAGES) setImmediate(nextTurn);
    }
    await socket.upgraded;
    const { socket: client } = await host.client(1);
    for (let sent = 0; sent < MESSAGES; sent += 1) client.send('x'.repeat(BYTES));
    await socket.closed;
    assert.equal(heard, MESSAGES);
    assert.ok(Math.max(...perTurn) * BYTES <= MOST_BYTES, `${Math.max(...perTurn)} in one turn`);
  });
});
