import type { Dispatcher, WebSocket } from 'undici';
import { systemStopwatch } from '../common/clock.ts';
import { describe } from './call.ts';
import type {
  Connection,
  ConnectionFactory,
  SocketEnd,
  SocketLimits,
  SocketOptions,
} from './connection.ts';
import { createDispatcher } from './dispatcher.ts';
import { failureCodes } from './failures.ts';
import { defaultLimits, type HttpLimits } from './limits.ts';
import { redactHeaders, Redactor } from './redact.ts';
import { scrubTranscript } from './scrubTranscript.ts';
import type { HeaderList, Transcript } from './transcript.ts';
import { nextTranscriptId } from './transcriptId.ts';
import { Upgrade } from './upgrade.ts';

export const openSocket: ConnectionFactory = (options) => new Socket(options);

const defaults: SocketLimits = { openTimeout: 10_000, maxMessageBytes: 4 * 1024 * 1024 };
const maxFragments = 1_024;
/** Sent with every upgrade. What undici says where this is missing depends on how it was bundled. */
const ownHeaders: HeaderList = [['user-agent', 'OrderDesk']];

/** One WebSocket connection, from its upgrade to its end. It holds no secret once it is open. */
export class Socket implements Connection {
  readonly upgraded: Promise<Transcript>;
  readonly closed: Promise<SocketEnd>;
  readonly #options: SocketOptions;
  readonly #limits: SocketLimits & HttpLimits;
  readonly #startedAt: number;
  #onUpgraded!: (transcript: Transcript) => void;
  #socket: WebSocket | undefined;
  #upgrade: Upgrade | undefined;
  #end: SocketEnd | undefined;
  #failure: { code: string; message: string } | undefined;
  #told = false;

  constructor(options: SocketOptions) {
    this.#options = options;
    this.#limits = { ...defaultLimits, ...defaults, ...options.limits };
    this.#startedAt = (options.now ?? Date.now)();
    this.upgraded = new Promise((resolve) => (this.#onUpgraded = resolve));
    this.closed = this.#run();
  }

  send(text: string): void {
    if (!this.#end && this.#upgrade?.done) this.#socket?.send(text);
  }

  end(): void {
    this.#finish({ kind: 'ended' }, failureCodes.aborted, 'Given up.');
  }

  #finish(end: SocketEnd, code: string, message: string): void {
    if (this.#end) return;
    this.#end = end;
    this.#failure = { code, message };
    if (this.#upgrade?.done) this.#socket?.close(1000);
    this.#upgrade?.end(code, message);
    this.#socket?.close();
  }

  async #run(): Promise<SocketEnd> {
    const { openTimeout } = this.#limits;
    const { stopwatch = systemStopwatch } = this.#options;
    const inTime = stopwatch.after(openTimeout, () => {
      const message = `The host did not agree within ${openTimeout} ms.`;
      this.#finish({ kind: 'notOpened' }, failureCodes.totalTimeout, message);
    });
    let dispatcher: Dispatcher | undefined;
    try {
      const { url, connect = {}, createDispatcher: create = createDispatcher } = this.#options;
      const origin = new URL(url.replace(/^ws/, 'http'));
      const limits = { ...this.#limits, connections: 1 };
      const [made, WebSocket] = await Promise.all([
        create(origin, connect, limits),
        import('./undiciParts.ts').then(({ loadWebSocket }) => loadWebSocket()),
      ]);
      dispatcher = made;
      if (!this.#end) await this.#talk(WebSocket, made, inTime);
    } catch (error) {
      const { code, message } = describe(error);
      this.#finish({ kind: 'notOpened' }, code, message);
    } finally {
      inTime();
    }
    this.#tell();
    await dispatcher?.destroy();
    return this.#end ?? { kind: 'notOpened' };
  }

  /** Resolves when the connection is over; `this.#end` says how. */
  #talk(Constructor: typeof WebSocket, dispatcher: Dispatcher, onOpen: () => void): Promise<void> {
    const { url, headers = [], onMessage } = this.#options;
    const observed = {
      webSocketOptions: { maxPayloadSize: this.#limits.maxMessageBytes, maxFragments },
      dispatch: (options: Dispatcher.DispatchOptions, inner: Dispatcher.DispatchHandler) =>
        dispatcher.dispatch(options, (this.#upgrade = new Upgrade(inner))),
    };
    const socket = (this.#socket = new Constructor(url, {
      headers: [...ownHeaders, ...headers].map(([name, value]): [string, string] => [name, value]),
      dispatcher: observed as unknown as Dispatcher,
    }));
    return new Promise((resolve) => {
      socket.addEventListener('open', () => {
        onOpen();
        this.#upgrade?.takeTurns();
        this.#tell();
      });
      socket.addEventListener('message', ({ data }: { data: unknown }) => {
        if (this.#end) return;
        if (typeof data === 'string') onMessage(data);
        else this.#finish({ kind: 'unreadable' }, 'BINARY', 'A message is not text.');
      });
      // Whatever it is, undici closes after it.
      socket.addEventListener('error', () => undefined);
      socket.addEventListener('close', ({ code, reason }) => {
        this.#end ??= this.#endBy(code, reason);
        resolve();
      });
    });
  }

  #tell(): void {
    if (this.#told) return;
    this.#told = true;
    this.#onUpgraded(this.#transcript());
  }

  #endBy(code: number, words: string): SocketEnd {
    if (!this.#upgrade?.done) {
      this.#failure ??= { code: 'NOT_OPENED', message: 'No connection was made.' };
      return { kind: 'notOpened' };
    }
    const redactor = this.#options.redactor ?? new Redactor();
    if (code !== 1006) return { kind: 'closed', code, words: redactor.scrub(words) };
    return { kind: this.#upgrade.endedByPeer ? 'broken' : 'unreadable' };
  }

  #transcript(): Transcript {
    const { url, action, headers = [], secretHeaders = [] } = this.#options;
    const known = this.#upgrade?.result();
    const total = known?.timings.total ?? 0;
    const { response, timings } = known ?? {
      timings: { sent: undefined, headers: undefined, total },
    };
    const failure =
      known?.failure ??
      (response || !this.#failure ? undefined : { stage: 'connect' as const, ...this.#failure });
    const redactor = (this.#options.redactor ?? new Redactor()).with(
      headers.filter(([name]) => secretHeaders.includes(name)).map(([, value]) => value),
    );
    const transcript = {
      id: nextTranscriptId(),
      action,
      startedAt: this.#startedAt,
      request: {
        method: 'GET',
        url,
        headers: redactHeaders(
          [...ownHeaders, ...headers, ['upgrade', 'websocket']],
          secretHeaders,
        ),
        body: undefined,
      },
      response,
      failure,
      timings,
    };
    return scrubTranscript(transcript, redactor);
  }
}
