import { Redactor, redactHeaders } from '../../src/net/redact.ts';
import { scrubTranscript } from '../../src/net/scrubTranscript.ts';
import type { Connection, SocketEnd, SocketOptions } from '../../src/net/connection.ts';
import type { Transcript } from '../../src/net/transcript.ts';
import { nextTranscriptId } from '../../src/net/transcriptId.ts';
import { bodyOf } from '../../src/paper/http/reply.ts';
import type { Handled } from '../../src/paper/http/transport.ts';
import type { StreamSession } from '../../src/paper/stream/session.ts';
import type { ClientEnd, Network } from './network.ts';

const OPEN_TIMEOUT = 10_000;

/** One direction: what is sent arrives in order, each message after a time of its own. */
class Way {
  readonly #network: Network;
  #last = 0;

  constructor(network: Network) {
    this.#network = network;
  }

  send(arrive: () => void): void {
    const { time } = this.#network;
    this.#last = Math.max(this.#last, time.now() + this.#network.latency());
    time.after(this.#last - time.now(), arrive);
  }
}

/** A stream to an exchange in this process, as a client's socket. */
export class MemoryStream implements Connection {
  readonly upgraded: Promise<Transcript>;
  readonly closed: Promise<SocketEnd>;
  readonly #options: SocketOptions;
  readonly #end: ClientEnd;
  readonly #there: Way;
  readonly #back: Way;
  readonly #callOff: () => void;
  #onUpgraded!: (transcript: Transcript) => void;
  #onClosed!: (end: SocketEnd) => void;
  #session: StreamSession | undefined;
  #open = false;
  #over = false;
  /** Half open: nothing comes through, and nobody is told. */
  #dead = false;

  constructor(end: ClientEnd, options: SocketOptions) {
    const { network, stopwatch } = end;
    this.#options = options;
    this.#end = end;
    this.#there = new Way(network);
    this.#back = new Way(network);
    this.upgraded = new Promise((resolve) => (this.#onUpgraded = resolve));
    this.closed = new Promise((resolve) => (this.#onClosed = resolve));
    this.#callOff = stopwatch.after(OPEN_TIMEOUT, () => {
      this.#fail('connect', 'TOTAL_TIMEOUT', 'The host did not agree in time.');
    });
    network.streams.add(this);
    const refused = network.fault() === 'net-refused' || !network.takesStreams;
    this.#there.send(() => {
      if (this.#over) return;
      if (refused) this.#fail('connect', 'ECONNREFUSED', 'connect ECONNREFUSED');
      else void this.#connect();
    });
  }

  send(text: string): void {
    if (!this.#open || this.#over) return;
    this.#there.send(() => !this.#dead && this.#session?.receive(text));
  }

  end(): void {
    if (!this.#open) return this.#fail('headers', 'ABORTED', 'Given up.', { kind: 'ended' });
    this.#finish({ kind: 'ended' });
    this.#there.send(() => this.#session?.end());
  }

  /** Breaks it off; half of the time neither side is told. */
  kill(silently: boolean): void {
    if (!this.#open || this.#over) return;
    this.#dead = true;
    if (silently) return;
    this.#session?.end();
    this.#back.send(() => this.#finish({ kind: 'broken' }));
  }

  async #connect(): Promise<void> {
    const { network } = this.#end;
    const { url, headers = [] } = this.#options;
    const arrives = (act: () => void): void =>
      this.#back.send(() => {
        if (!this.#over && !this.#dead) act();
      });
    const { pathname } = new URL(url);
    const connected = await network.core.connect(
      { method: 'GET', url: pathname, headers: Object.fromEntries(headers) },
      {
        send: (text) => arrives(() => this.#options.onMessage(text)),
        close: () => arrives(() => this.#finish({ kind: 'closed', code: 1005, words: '' })),
        destroy: () => arrives(() => this.#finish({ kind: 'broken' })),
        buffered: () => 0,
      },
    );
    if (connected.session === undefined) {
      if (connected.refused.delivery.kind === 'silence') return;
      return arrives(() => this.#refuse(connected.refused));
    }
    const { session } = connected;
    this.#session = session;
    if (this.#over) return session.end();
    arrives(() => {
      this.#open = true;
      this.#callOff();
      this.#onUpgraded(this.#transcript(answer(101, Buffer.alloc(0))));
    });
    session.start();
  }

  #refuse({ answer: reply, delivery }: Handled): void {
    if (reply === undefined || delivery.kind === 'reset' || delivery.kind === 'cut') {
      return this.#fail('headers', 'UND_ERR_SOCKET', 'other side closed');
    }
    this.#onUpgraded(
      this.#transcript(answer(reply.status, bodyOf(reply), Object.entries(reply.headers))),
    );
    this.#finish({ kind: 'notOpened' });
  }

  #fail(
    stage: 'connect' | 'headers',
    code: string,
    message: string,
    end: SocketEnd = { kind: 'notOpened' },
  ): void {
    if (this.#over) return;
    this.#onUpgraded(this.#transcript({ response: undefined, failure: { stage, code, message } }));
    this.#finish(end);
  }

  #finish(end: SocketEnd): void {
    if (this.#over) return;
    this.#over = true;
    this.#callOff();
    this.#end.network.streams.delete(this);
    this.#onClosed(end);
  }

  #transcript({ response, failure }: Pick<Transcript, 'response' | 'failure'>): Transcript {
    const { url, action, headers = [], secretHeaders = [], now = Date.now } = this.#options;
    const { redactor = new Redactor() } = this.#options;
    const transcript = {
      ...{ id: nextTranscriptId(), action, startedAt: now() },
      request: {
        ...{ method: 'GET', url, body: undefined },
        headers: redactHeaders([...headers], secretHeaders),
      },
      response,
      failure,
      timings: { sent: undefined, headers: undefined, total: 0 },
    };
    return scrubTranscript(transcript, redactor);
  }
}

function answer(
  status: number,
  body: Uint8Array,
  headers: [string, string][] = [],
): Pick<Transcript, 'response' | 'failure'> {
  const response = { status, statusText: '', headers, body: new Uint8Array(body), complete: true };
  return { response, failure: undefined };
}
