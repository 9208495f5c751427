import type { Dispatcher } from 'undici';
import type { Clock } from '../../src/common/clock.ts';
import type { Connection, SocketOptions } from '../../src/net/connection.ts';
import type { Transport } from '../../src/net/transport.ts';
import { RateBudget } from '../../src/net/rateBudget.ts';
import type { Transcript } from '../../src/net/transcript.ts';
import { createAscendexVenue } from '../../src/venues/ascendex/client.ts';
import type { Credentials } from '../../src/venues/kind.ts';
import type { Venue } from '../../src/venues/venue.ts';

/** A request as it would have gone over the wire. */
export interface MemoryRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface MemoryReply {
  readonly status: number;
  readonly body: Uint8Array;
}

type Say = (text: string) => void;

/** What stands in the place of a host. */
export interface MemoryHost {
  readonly answer: (request: MemoryRequest) => MemoryReply | Promise<MemoryReply>;
  /** Lets a stream in, which it talks to by `say`. @returns what hears the client */
  readonly connect?: (request: MemoryRequest, say: Say) => Promise<Say>;
}

export interface MemoryVenueOptions {
  readonly host: MemoryHost;
  readonly clock: Clock;
  readonly group: string;
  readonly credentials: Omit<Credentials, 'origin'>;
  /** How often it may ask; as often as it likes where missing. */
  readonly budget?: RateBudget | undefined;
}

const origin = 'http://127.0.0.1:9';
const random = (): number => 0;

/** The real client, with functions in the place of its sockets, no timeouts, and no jitter. */
export function memoryVenue(options: MemoryVenueOptions): Venue {
  const { host, clock, group, credentials, budget = amply(clock) } = options;
  return createAscendexVenue({
    ...{ origin, clock, random, budget, accountGroup: group },
    credentials: { ...credentials, origin },
    ...{ keyEncoding: 'utf8', cancelMethod: 'DELETE', connect: {}, onTranscript: () => undefined },
    transport: transportTo(host),
  });
}

/** A budget that only the venue's own wishes limit. */
export function amply(clock: Clock): RateBudget {
  return new RateBudget({ clock, random, perMinute: 1e9 });
}

function transportTo(host: MemoryHost): Transport {
  return {
    createDispatcher: () => Promise.resolve(dispatcherTo(host)),
    openSocket: (options) => connectionTo(host, options),
    stopwatch: { elapsed: () => performance.now(), after: () => () => undefined },
  };
}

function dispatcherTo({ answer }: MemoryHost): Dispatcher {
  const controller = { rawHeaders: [], abort: () => undefined };
  const dispatch = (
    { method, path, headers, body }: Dispatcher.DispatchOptions,
    handler: Required<Dispatcher.DispatchHandler>,
  ): boolean => {
    const asController = controller as unknown as Dispatcher.DispatchController;
    handler.onRequestStart(asController, undefined);
    handler.onRequestSent();
    const give = (reply: MemoryReply): void => {
      handler.onResponseStart(asController, reply.status, {}, '');
      handler.onResponseData(asController, Buffer.from(reply.body));
      handler.onResponseEnd(asController, {});
    };
    const flat = headers as readonly string[];
    const lines = flat.flatMap((name, i) => (i % 2 ? [] : [[name, flat[i + 1] ?? ''] as const]));
    const asked = { method, url: path, headers: Object.fromEntries(lines), body: textOf(body) };
    const reply = answer(asked);
    if (!(reply instanceof Promise)) give(reply);
    else reply.then(give, (error: Error) => handler.onResponseError(asController, error));
    return true;
  };
  return { dispatch, destroy: () => Promise.resolve() } as unknown as Dispatcher;
}

function textOf(body: unknown): string {
  return typeof body === 'string' ? body : '';
}

function connectionTo({ connect }: MemoryHost, options: SocketOptions): Connection {
  if (!connect) throw new Error('this host has no streams');
  const { action, url, headers = [], onMessage } = options;
  const { pathname } = new URL(url);
  const request = { method: 'GET', url: pathname, headers: Object.fromEntries(headers), body: '' };
  const hears = connect(request, onMessage);
  const transcript: Transcript = {
    ...{ id: '0', action, startedAt: 0, failure: undefined },
    request: { method: 'GET', url, headers: [], body: undefined },
    response: { status: 101, statusText: '', headers: [], body: new Uint8Array(), complete: true },
    timings: { sent: 0, headers: 0, total: 0 },
  };
  let end = (): void => undefined;
  const closed = new Promise<{ kind: 'ended' }>((resolve) => {
    end = () => resolve({ kind: 'ended' });
  });
  return {
    upgraded: hears.then(() => transcript),
    closed,
    send: (text) => void hears.then((hear) => hear(text)),
    end: () => end(),
  };
}
