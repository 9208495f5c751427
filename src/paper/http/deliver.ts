import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ServerClock } from '../clock.ts';
import type { ListAnswer } from '../routes/route.ts';
import { bodyOf, pieces } from './reply.ts';
import type { Handled, Reply } from './transport.ts';

/** Roughly how much text is handed to the socket at a time. Characters. */
const CHUNK = 128 * 1024;

/** Resolves when more may be written, or nobody is there any more to write to. */
function writable(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.once('drain', done).once('close', done);
  });
}

/** Writes a long list piece by piece as fast as the client reads. */
async function writeList(response: ServerResponse, answer: ListAnswer): Promise<void> {
  let text = '';
  for (const piece of pieces(answer)) {
    text += piece;
    if (text.length < CHUNK) continue;
    if (!response.write(text)) await writable(response);
    if (response.destroyed) return;
    text = '';
  }
  response.end(text);
}

async function writeSlowly(
  response: ServerResponse,
  body: Buffer,
  { bytes, every }: { bytes: number; every: number },
  clock: ServerClock,
): Promise<void> {
  for (let at = 0; at < body.length; at += bytes) {
    await clock.wait(every);
    if (response.destroyed) return;
    response.write(body.subarray(at, at + bytes));
  }
  response.end();
}

/** A reply as it is on the wire, head first. */
export function wireBytes(reply: Reply): Buffer {
  const { status } = reply;
  const lines = Object.entries(reply.headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Unknown'}\r\n${lines.join('')}\r\n`;
  return Buffer.concat([Buffer.from(head), bodyOf(reply)]);
}

/**
 * Does to a bare connection what a fault says.
 * @param bytes what is sent before it ends; empty where there is no answer
 */
export function endConnection(socket: Socket, how: 'close' | 'reset', bytes?: Buffer): void {
  if (how === 'reset') socket.resetAndDestroy();
  else if (bytes === undefined || bytes.length === 0) socket.destroySoon();
  else socket.end(bytes, () => socket.destroySoon());
}

/** Sends an answer over HTTP, or does to it and its connection what a fault says. */
export async function deliver(
  response: ServerResponse,
  { answer, delivery }: Handled,
  clock: ServerClock,
): Promise<void> {
  const { socket } = response;
  if (response.destroyed || socket === null) return; // the client has gone
  if (delivery.kind === 'silence') return;
  if (delivery.kind === 'close' || delivery.kind === 'reset' || answer === undefined) {
    endConnection(socket, delivery.kind === 'reset' ? 'reset' : 'close');
    return;
  }
  if (delivery.kind === 'cut') {
    endConnection(socket, 'close', wireBytes(answer).subarray(0, delivery.at));
    return;
  }
  const ends = delivery.kind === 'whole' && delivery.close === true;
  if (ends) response.once('finish', () => endConnection(socket, 'close'));
  response.writeHead(answer.status, {
    ...answer.headers,
    ...(ends ? { connection: 'close' } : {}),
  });
  if (delivery.kind === 'slow') await writeSlowly(response, bodyOf(answer), delivery, clock);
  else if (answer.body instanceof Uint8Array) response.end(answer.body);
  else await writeList(response, answer.body);
}
