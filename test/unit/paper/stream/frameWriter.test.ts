import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { FrameWriter } from '../../../../src/paper/stream/frameWriter.ts';

describe('frames of a stream', () => {
  it('arrive whole and in order, whatever their length, in ASCII or not', async () => {
    const lengths = [0, 1, 125, 126, 127, 65_535, 65_536, 131_062, 131_072, 400_000];
    const texts = lengths.flatMap((length) => ['a'.repeat(length), 'é€🔑'.repeat(length / 8)]);
    const many = Array.from({ length: 5_000 }, (_, i) => JSON.stringify({ m: 'futures-order', i }));
    const sent = [...texts, ...many];
    const server = createServer();
    const streams = new WebSocketServer({ noServer: true, perMessageDeflate: false });
    server.on('upgrade', (request, socket, head) => {
      streams.handleUpgrade(request, socket, head, (opened) => {
        const frames = new FrameWriter(socket as Socket);
        for (const text of sent) frames.send(text);
        assert.ok(frames.waiting > 0);
        frames.flush();
        opened.close();
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const received: string[] = [];
    client.on('message', (data: Buffer) => received.push(data.toString('utf8')));
    await once(client, 'close');
    server.close();
    await once(server, 'close');
    assert.deepEqual(received, sent);
  });
});
