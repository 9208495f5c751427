import type { Stopwatch } from '../common/clock.ts';
import type { ConnectOptions, DispatcherFactory } from './dispatcher.ts';
import type { HttpLimits } from './limits.ts';
import type { Redactor } from './redact.ts';
import type { HeaderList, Transcript } from './transcript.ts';

export interface SocketLimits {
  /** From the call to the host's agreement, ms. */
  readonly openTimeout: number;
  /** Longest message, bytes, after decompression. */
  readonly maxMessageBytes: number;
}

export interface SocketOptions {
  /** `ws://` or `wss://`. */
  readonly url: string;
  /** What it is for, as it shall stand in the transcript. */
  readonly action: string;
  /** Sent with the upgrade. */
  readonly headers?: HeaderList | undefined;
  /** Names of headers whose values are secret: they are sent, and kept nowhere. */
  readonly secretHeaders?: readonly string[] | undefined;
  /** Called for every text message, in the order they came, never after {@link Connection.end}. */
  readonly onMessage: (text: string) => void;
  /** Local Unix time, ms. */
  readonly now?: (() => number) | undefined;
  readonly connect?: ConnectOptions | undefined;
  readonly limits?: Partial<SocketLimits & HttpLimits> | undefined;
  readonly redactor?: Redactor | undefined;
  readonly createDispatcher?: DispatcherFactory | undefined;
  /** What the open timeout goes by. */
  readonly stopwatch?: Stopwatch | undefined;
}

/**
 * How a socket ended:
 * - `notOpened`: the host did not agree to the upgrade; the transcript says why.
 * - `closed`: the peer said farewell, with a code and words.
 * - `broken`: the connection broke without one.
 * - `unreadable`: a message was too long, not text, or against the protocol.
 * - `ended`: by {@link Connection.end}.
 */
export type SocketEnd =
  | { readonly kind: 'notOpened' | 'broken' | 'unreadable' | 'ended' }
  | { readonly kind: 'closed'; readonly code: number; readonly words: string };

/** A way for messages to and fro, from its upgrade to its end. */
export interface Connection {
  /** The upgrade, as soon as it is settled either way. Never rejects. */
  readonly upgraded: Promise<Transcript>;
  /** Resolves when nothing of the connection is left. Never rejects. */
  readonly closed: Promise<SocketEnd>;
  /** Sends a text; does nothing once the connection is not open any more. */
  send(text: string): void;
  /** Ends the connection, open or not, without waiting for the peer. */
  end(): void;
}

/** Opens a connection. The default is `openSocket`. */
export type ConnectionFactory = (options: SocketOptions) => Connection;
