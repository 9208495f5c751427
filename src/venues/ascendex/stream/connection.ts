import type { ConnectOptions } from '../../../net/dispatcher.ts';
import type { SocketLimits } from '../../../net/connection.ts';
import { openSocket } from '../../../net/socket.ts';
import type { Transcript } from '../../../net/transcript.ts';
import type { StreamDownReason } from '../../stream.ts';
import { lookUp } from '../codes.ts';
import { SchemaError } from '../schema.ts';
import type { Session } from '../session.ts';
import { secretHeaders } from '../signing.ts';
import { readMessage, type Message } from './messages.ts';
import { refusalOf } from './refusal.ts';

export const channels = ['futures-order', 'futures-account-update', 'futures-pricing-data'];

/** From the call to the last channel's confirmation, ms. */
const setUpTimeout = 15_000;
/** Between two of our own pings, ms. */
const pingEvery = 15_000;
/** So many of them in a row with nothing heard in between, and the connection is dead. */
const mostUnanswered = 2;

/** How a connection ended. */
export interface Ended {
  readonly reason: StreamDownReason;
  readonly detail: string;
  /** False where connecting again with the same key would be refused again. */
  readonly again: boolean;
  /** How long the venue asks to be left alone, ms. */
  readonly retryAfter?: number | undefined;
}

export interface ConnectionOptions {
  readonly session: Session;
  readonly group: string;
  readonly connect: ConnectOptions;
  readonly limits: Partial<SocketLimits> | undefined;
  readonly onTranscript: (transcript: Transcript) => void;
  /** Every channel is confirmed. */
  readonly onLive: () => void;
  /** A message on a channel. Throws a SchemaError where it cannot be read. */
  readonly onNews: (message: Message, text: string) => void;
  readonly signal: AbortSignal;
}

/** One connection from its upgrade to its end; resolves when nothing of it is left. */
export async function runConnection(options: ConnectionOptions): Promise<Ended> {
  const { session, group, connect, limits, onTranscript, signal } = options;
  const { origin, clock, now, transport } = session;
  const path = `/${group}/api/pro/v2/stream`;
  const headers = session.signer().headers(origin, 'v2/stream', clock.now());
  // Nothing that is read here may say the key, the secret or this connection's signature again.
  const secrets = headers.filter(([name]) => secretHeaders.includes(name));
  const redactor = session.redactor.with(secrets.map(([, value]) => value));
  const pending = new Set(channels);
  const over = new AbortController();
  let unanswered = 0;
  let why: Ended | undefined;
  const finish = (ended: Ended): void => {
    why ??= ended;
    socket.end();
  };
  const open = transport?.openSocket ?? openSocket;
  const socket = open({
    ...transport,
    ...{ action: 'stream', headers, secretHeaders, connect, limits, redactor, now },
    url: origin.replace(/^http/, 'ws') + path,
    onMessage: (message) => {
      unanswered = 0;
      try {
        take(redactor.scrub(message));
      } catch (error) {
        if (!(error instanceof SchemaError)) throw error;
        // Something was said and not understood: only a new beginning and a snapshot are certain.
        finish({ reason: 'unreadable', detail: error.message, again: true });
      }
    },
  });

  function take(text: string): void {
    const message = readMessage(text);
    switch (message.m) {
      case 'ping':
        return socket.send(JSON.stringify({ op: 'pong' }));
      case 'connected':
        if (message.type !== 'auth') {
          const detail = 'The venue did not take the key that came with the upgrade.';
          return finish({ reason: 'refused', detail, again: false });
        }
        for (const ch of channels) socket.send(JSON.stringify({ op: 'sub', id: ch, ch }));
        return;
      case 'sub':
        if (message.code !== 0) return finish(told(message));
        if (pending.delete(message.ch) && pending.size === 0) options.onLive();
        return;
      case 'auth': {
        // The upgrade signs in; an answer to a sign-in says that it did not hold.
        const ended = told(message);
        if (message.code !== 0) finish({ ...ended, again: ended.reason !== 'refused' });
        return;
      }
      case 'error':
      case 'disconnected':
        return finish(told(message));
      default:
        if (channels.includes(message.m)) options.onNews(message, text);
    }
  }

  function told({ m, code, reason, err, info }: Message): Ended {
    const detail = [code === 0 ? '' : String(code), reason || err, info].filter(Boolean).join(' ');
    const known = lookUp(String(code))?.reason;
    if (known === 'rateLimited' || known === 'clock') return { reason: known, detail, again: true };
    const reasonHere = m === 'disconnected' ? 'closed' : 'refused';
    return { reason: reasonHere, detail, again: true };
  }

  const stop = (): void => finish({ reason: 'stopped', detail: '', again: false });
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  void setUp();
  void keepAlive();
  const [transcript, end] = await Promise.all([
    socket.upgraded.then((upgrade) => {
      onTranscript(upgrade);
      return upgrade;
    }),
    socket.closed,
  ]);
  over.abort();
  signal.removeEventListener('abort', stop);
  if (why) return why;
  if (end.kind === 'notOpened') return refusalOf(transcript, redactor);
  if (end.kind === 'unreadable') {
    return { reason: 'unreadable', detail: 'A message was too long or not text.', again: true };
  }
  if (end.kind === 'closed') {
    return { reason: 'closed', detail: `${end.code} ${end.words}`.trim(), again: true };
  }
  return { reason: 'broken', detail: 'The connection broke.', again: true };

  async function setUp(): Promise<void> {
    await session.delay(setUpTimeout, over.signal);
    if (over.signal.aborted || pending.size === 0) return;
    const detail = 'The venue did not confirm the channels in time.';
    finish({ reason: 'silent', detail, again: true });
  }

  async function keepAlive(): Promise<void> {
    for (;;) {
      await session.delay(pingEvery, over.signal);
      if (over.signal.aborted) return;
      if (unanswered >= mostUnanswered) {
        const detail = `Nothing was heard for ${(pingEvery * (unanswered + 1)) / 1_000} s.`;
        return finish({ reason: 'silent', detail, again: true });
      }
      unanswered += 1;
      socket.send(JSON.stringify({ op: 'ping' }));
    }
  }
}
