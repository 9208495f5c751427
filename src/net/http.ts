import type { Dispatcher } from 'undici';
import { systemStopwatch, type Stopwatch } from '../common/clock.ts';
import { Call } from './call.ts';
import { createDispatcher, type ConnectOptions, type DispatcherFactory } from './dispatcher.ts';
import { failureCodes } from './failures.ts';
import { defaultLimits, type HttpLimits } from './limits.ts';
import { redactHeaders, Redactor } from './redact.ts';
import { scrubTranscript } from './scrubTranscript.ts';
import type { HeaderList, Transcript } from './transcript.ts';
import { nextTranscriptId } from './transcriptId.ts';

export interface HttpOptions {
  /** Scheme, host and port. Requests go there and nowhere else. */
  readonly origin: string;
  /** Local Unix time, ms. */
  readonly now?: (() => number) | undefined;
  readonly connect?: ConnectOptions | undefined;
  readonly limits?: Partial<HttpLimits> | undefined;
  /** Takes secrets that a host sends back out of what is kept. */
  readonly redactor?: Redactor | undefined;
  readonly createDispatcher?: DispatcherFactory | undefined;
  /** What the total timeout and the timings go by. */
  readonly stopwatch?: Stopwatch | undefined;
}

export interface HttpRequest {
  /** What the call is for, as it shall stand in the transcript. */
  readonly action: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path and query, beginning with a slash. */
  readonly path: string;
  readonly headers?: HeaderList | undefined;
  /** Sent as UTF-8. */
  readonly body?: string | undefined;
  /** Names of headers whose values are secret: they are sent, and kept nowhere. */
  readonly secretHeaders?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Requests to one origin over kept connections. Follows no redirect and retries nothing. */
export class HttpClient {
  readonly #origin: URL;
  readonly #now: () => number;
  readonly #connect: ConnectOptions;
  readonly #limits: HttpLimits;
  readonly #redactor: Redactor;
  readonly #createDispatcher: DispatcherFactory;
  readonly #stopwatch: Stopwatch;
  readonly #underWay = new Set<Call>();
  #dispatcher: Promise<Dispatcher> | undefined;
  #closed = false;

  constructor(options: HttpOptions) {
    this.#origin = new URL(options.origin);
    this.#now = options.now ?? Date.now;
    this.#connect = options.connect ?? {};
    this.#limits = { ...defaultLimits, ...options.limits };
    this.#redactor = options.redactor ?? new Redactor();
    this.#createDispatcher = options.createDispatcher ?? createDispatcher;
    this.#stopwatch = options.stopwatch ?? systemStopwatch;
  }

  /**
   * Sends one request, once. Always resolves for trouble on the way: the transcript's `failure` says
   * what happened and how far it got. Throws a TypeError for a path that leads to another origin.
   */
  async send(request: HttpRequest): Promise<Transcript> {
    const url = new URL(request.path, this.#origin);
    if (url.origin !== this.#origin.origin || !request.path.startsWith('/')) {
      throw new TypeError(`Requests go to ${this.#origin.origin} only.`);
    }
    const startedAt = this.#now();
    const headers = this.#headers(request);
    const { response, failure, timings } = await this.#run(request, url, headers);
    const secrets = request.secretHeaders ?? [];
    const redactor = this.#redactor.with(
      headers.filter(([name]) => secrets.includes(name)).map(([, value]) => value),
    );
    const transcript = {
      id: nextTranscriptId(),
      action: request.action,
      startedAt,
      request: {
        method: request.method,
        url: url.href,
        headers: redactHeaders(onTheWire(url, headers, request), secrets),
        body: request.body,
      },
      response,
      failure,
      timings,
    };
    return scrubTranscript(transcript, redactor);
  }

  /** Closes every connection. Calls under way end with a failure. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const call of this.#underWay) call.giveUp(failureCodes.closed, 'The client was closed.');
    const [made] = await Promise.allSettled([this.#dispatcher]);
    if (made.status === 'fulfilled') await made.value?.destroy();
  }

  async #run(
    request: HttpRequest,
    url: URL,
    headers: HeaderList,
  ): Promise<Awaited<Call['result']>> {
    const { signal } = request;
    const { maxBodyBytes, totalTimeout } = this.#limits;
    const call = new Call(maxBodyBytes, this.#stopwatch);
    const abort = (): void => call.giveUp(failureCodes.aborted, 'Given up before the answer came.');
    const inTime = this.#stopwatch.after(totalTimeout, () => {
      call.giveUp(failureCodes.totalTimeout, `No whole answer within ${totalTimeout} ms.`);
    });
    signal?.addEventListener('abort', abort, { once: true });
    this.#underWay.add(call);
    try {
      if (signal?.aborted) abort();
      else if (this.#closed) call.giveUp(failureCodes.closed, 'The client is closed.');
      else await this.#dispatch(call, request, url, headers);
      return await call.result;
    } finally {
      inTime();
      signal?.removeEventListener('abort', abort);
      this.#underWay.delete(call);
    }
  }

  async #dispatch(call: Call, request: HttpRequest, url: URL, headers: HeaderList): Promise<void> {
    try {
      this.#dispatcher ??= this.#createDispatcher(this.#origin, this.#connect, this.#limits);
      const dispatcher = await this.#dispatcher;
      dispatcher.dispatch(
        {
          origin: url.origin,
          path: url.pathname + url.search,
          method: request.method,
          headers: headers.flat(),
          body: request.body ?? null,
          // Without this the connection ends after every DELETE that has a body.
          reset: false,
        },
        call,
      );
    } catch (error) {
      call.onResponseError(null, error);
    }
  }

  #headers(request: HttpRequest): HeaderList {
    return [
      ['accept', 'application/json'],
      ['accept-encoding', 'identity'],
      ['user-agent', 'OrderDesk'],
      ...(request.headers ?? []),
    ];
  }
}

/** The header lines as undici writes them: its own first and last, ours between. */
function onTheWire(url: URL, headers: HeaderList, { method, body }: HttpRequest): HeaderList {
  const length = body
    ? Buffer.byteLength(body)
    : method === 'GET' || method === 'DELETE'
      ? undefined
      : 0;
  return [
    ['host', url.host],
    ['connection', 'keep-alive'],
    ...headers,
    ...(length === undefined ? [] : [['content-length', String(length)] as const]),
  ];
}
