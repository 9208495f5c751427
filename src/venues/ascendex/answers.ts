import { failureReason } from '../../net/failures.ts';
import type { Transcript } from '../../net/transcript.ts';
import type { VenueErrorReason } from '../errors.ts';
import { parseJson } from '../json.ts';

/** The venue's own answer, `code` 0. */
export interface DataAnswer {
  readonly kind: 'data';
  /** The body as text; values' own text is cut out of it. */
  readonly text: string;
  /** The member `data`; all of an answer without an envelope. */
  readonly data: unknown;
}

/** The venue's own answer, `code` other than 0. */
export interface Refusal {
  readonly kind: 'refusal';
  readonly code: string;
  /** The venue's name for it and its words, as far as it gave any. */
  readonly words: string;
  /** The member `info`, as it came: a batch has a list there, an entry for each of its orders. */
  readonly info: unknown;
  readonly status: number;
}

/** No answer, or none that is certainly the venue's. */
export interface Fault {
  readonly kind: 'fault';
  readonly reason: VenueErrorReason;
  /** What happened, as a clause: `the connection broke`. */
  readonly what: string;
  /** False where it is certain that nothing was sent. */
  readonly sent: boolean;
  readonly cause?: unknown;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Says what came back, by the facts of the wire alone.
 * @param bare whether the answer may come without an envelope
 */
export function readAnswer(transcript: Transcript, bare = false): DataAnswer | Refusal | Fault {
  const { failure, response } = transcript;
  if (failure) {
    const reason = failureReason(failure);
    const sent = failure.stage !== 'connect';
    // Which proxy it was stands in no other place.
    const detail = reason.startsWith('proxy') ? failure.message : failure.code;
    return { kind: 'fault', reason, what: `${clauses[reason]} (${detail})`, sent };
  }
  if (!response) return fault('other', 'no answer came');
  const { status } = response;
  if (status >= 300 && status < 400) {
    return fault('redirect', `the host answered with a redirect${target(transcript)}`);
  }
  const gateway = status >= 500 || status === 429;
  const encoding = headerOf(transcript, 'content-encoding')?.toLowerCase() ?? 'identity';
  if (encoding !== 'identity') {
    return fault('notJson', `the answer came compressed (${encoding}), which was not asked for`);
  }
  if (response.body.length === 0) {
    return gateway ? fromGateway(status) : fault('empty', `the answer is empty (HTTP ${status})`);
  }
  let text: string;
  let json: unknown;
  try {
    text = utf8.decode(response.body);
    json = parseJson(text);
  } catch (cause) {
    if (gateway) return fromGateway(status, cause);
    return { ...garbled(response.body, status), cause };
  }
  const opened = bare && status === 200 && isRecord(json) && json['code'] === undefined;
  return opened ? { kind: 'data', text, data: json } : readEnvelope(json, text, status);
}

/** The value of a response header; the first where there are several. */
export function headerOf({ response }: Transcript, name: string): string | undefined {
  return response?.headers.find(([own]) => own.toLowerCase() === name)?.[1];
}

function readEnvelope(json: unknown, text: string, status: number): DataAnswer | Refusal | Fault {
  const gateway = status >= 500 || status === 429;
  if (!isRecord(json)) {
    return gateway ? fromGateway(status) : fault('other', 'the answer is not a JSON object');
  }
  const code = codeOf(json['code']);
  if (code === undefined) {
    if (gateway) return fromGateway(status);
    return fault('other', `the answer has no code (HTTP ${status})`);
  }
  if (code !== '0')
    return { kind: 'refusal', code, words: wordsOf(json), info: json['info'], status };
  if (gateway) return fromGateway(status);
  if (status < 200 || status >= 300) {
    return fault('other', `the answer claims success with HTTP ${status}`);
  }
  return { kind: 'data', text, data: json['data'] };
}

function codeOf(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? value : undefined;
}

/** Errors come in four shapes; in one of them a batch puts a list into `info`. */
function wordsOf(json: Readonly<Record<string, unknown>>): string {
  const info = Array.isArray(json['info']) ? (json['info'] as unknown[])[0] : json['info'];
  const inner = isRecord(info) ? info : {};
  const name = firstText(json['reason'], inner['reason'], json['err'], json['errorCode']);
  const message = firstText(json['message'], inner['message'], inner['errorMsg'], info);
  return [name, message].filter((part) => part !== undefined).join(': ');
}

function firstText(...candidates: readonly unknown[]): string | undefined {
  return candidates.find((text): text is string => typeof text === 'string' && text !== '');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const clauses = {
  refused: 'the host refused the connection',
  dns: "the host's name could not be found",
  certificate: "the host's certificate was not accepted",
  proxyDown: 'the proxy could not be reached',
  proxySignIn: 'the proxy wants a sign-in',
  proxyRefused: 'the proxy opened no way to the host',
  proxyKind: 'the proxy is of no kind that can be used',
  timeout: 'the host did not answer in time',
  reset: 'the connection broke before an answer came',
  truncated: 'the connection broke within the answer',
  tooLarge: 'the answer is longer than is ever read',
  aborted: 'it was given up before the answer came',
  other: 'the exchange of messages failed',
} as const;

/** Where the first character of JSON stands, the text was cut; elsewhere it is something else. */
function garbled(body: Uint8Array, status: number): Fault {
  const head = new TextDecoder('latin1').decode(body.subarray(0, 64)).trimStart();
  if (/^[[{]/.test(head)) return fault('truncated', 'the JSON of the answer is cut or broken');
  const what = /^<(!doctype|html|head|body|\?xml)/i.test(head) ? 'an HTML page' : 'not JSON';
  return fault('notJson', `the answer is ${what} (HTTP ${status})`);
}

function fromGateway(status: number, cause?: unknown): Fault {
  const what = `a gateway answered in the venue's place (HTTP ${status})`;
  return { ...fault('gateway', what), cause };
}

function fault(reason: VenueErrorReason, what: string): Fault {
  return { kind: 'fault', reason, what, sent: true };
}

function target(transcript: Transcript): string {
  const location = headerOf(transcript, 'location') ?? '';
  const base = transcript.request.url;
  if (!URL.canParse(location, base)) return '';
  return ` to ${new URL(location, base).host}, which was not followed`;
}
