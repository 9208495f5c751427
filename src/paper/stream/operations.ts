import type { WireStreamMessage } from '../../venues/ascendex/wireStream.ts';
import { authenticate } from '../auth/verify.ts';
import type { ApiKey } from '../auth/keys.ts';
import { ApiError } from '../errors.ts';
import type { JsonObject, PrivateRequest, Services } from '../routes/route.ts';
import type { PastOrders } from '../routes/openOrders.ts';
import { channelKey, isPrivate, parseChannel } from './channels.ts';
import { answerRequest, isOrderAction, orderRefusal } from './requests.ts';
import type { Subscriber } from './subscribers.ts';

/** Who is at the other end of a stream. */
export interface Party extends Subscriber {
  /** The account group in the stream's path; `undefined` in the public one. */
  readonly group: string | undefined;
  /** Set when it has signed in. */
  key: ApiKey | undefined;
}

/** What a message is answered with, and what is done when the answer is on its way. */
export interface StreamAnswer {
  readonly message: WireStreamMessage | undefined;
  readonly then?: () => void;
}

/** The prehash of both ways to sign in. */
export const STREAM_PREHASH = 'v2/stream';

/** The key of a stream must belong to the group in its path. @throws ApiError 200003 */
export function checkGroup(key: ApiKey, group: string | undefined): void {
  if (group === undefined || group === String(key.account.identity.group)) return;
  throw new ApiError(200003, `Account group ${group} does not belong to this API key`);
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** A request's own id, which its answer repeats; empty where it has none. */
export function idOf(message: JsonObject): string {
  return text(message['id']).slice(0, 64);
}

/** The shape of most refusals on a stream. */
export function errorMessage(error: ApiError, id = ''): WireStreamMessage {
  const { code, reason, message: info } = error;
  return { m: 'error', ...(id === '' ? {} : { id }), code, reason, info };
}

function signIn(party: Party, message: JsonObject, services: Services, now: number): StreamAnswer {
  const id = idOf(message);
  const headers = {
    'x-auth-key': text(message['key']),
    'x-auth-timestamp': text(message['t']),
    'x-auth-signature': text(message['sig']),
  };
  try {
    const key = authenticate(headers, STREAM_PREHASH, services.keys, now);
    checkGroup(key, party.group);
    party.key = key;
    return { message: { m: 'auth', id, code: 0 } };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { message: { m: 'auth', id, code: error.code, err: error.message } };
  }
}

function permitted(party: Party, access: 'view' | 'trade'): ApiKey {
  const { key } = party;
  if (key === undefined) throw new ApiError(100009, 'Sign in first, by headers or by op auth');
  if (key.permissions[access]) return key;
  throw new ApiError(200015, `This API key has no ${access} permission`);
}

function subscribe(party: Party, message: JsonObject, { streams }: Services): StreamAnswer {
  const { op, ch } = message as { op: 'sub' | 'unsub'; ch?: unknown };
  const channels = parseChannel(ch);
  const key = channels.some(isPrivate) ? permitted(party, 'view') : party.key;
  const accountId = key?.account.identity.accountId ?? '';
  const answer = { m: op, id: idOf(message), ch: String(ch), code: 0 };
  return {
    message: answer,
    then: () => {
      const unique = new Map(channels.map((each) => [channelKey(each, accountId), each]));
      for (const channel of unique.values()) {
        if (op === 'sub') streams.feeds.subscribe(party, channel, accountId);
        else streams.feeds.unsubscribe(party, channel, accountId);
      }
    },
  };
}

function ask(
  party: Party,
  message: JsonObject,
  services: Services,
  now: number,
  past?: PastOrders,
): StreamAnswer {
  const action = text(message['action']);
  const args = message['args'] as JsonObject | undefined;
  const id = idOf(message);
  const accountId = party.key?.account.identity.accountId ?? '';
  try {
    const key = permitted(party, isOrderAction(action) ? 'trade' : 'view');
    const missing = args === undefined && action !== 'futures-account-snapshot';
    const wrong = typeof args !== 'object' || args === null || Array.isArray(args);
    if (missing || (args !== undefined && wrong)) {
      throw new ApiError(100005, 'args must be an object, {} where nothing is to be said');
    }
    const { account } = key;
    const request: PrivateRequest = {
      ...{ services, key, account, body: args ?? {}, receivedAt: now, channel: 's' },
      query: new URLSearchParams(),
      ...(past ? { past } : {}),
    };
    return { message: answerRequest(action, id, request) };
  } catch (error) {
    if (!(error instanceof ApiError) || !isOrderAction(action)) throw error;
    const about = typeof args === 'object' && args !== null ? args : {};
    return { message: orderRefusal(action, error, { id, accountId, args: about }) };
  }
}

/**
 * Does what a message asks for. Keep-alive is not its business.
 * @throws ApiError for whatever is refused in the shape of an error message
 */
export function operate(
  party: Party,
  message: JsonObject,
  services: Services,
  now: number,
  past?: PastOrders,
): StreamAnswer {
  const { op } = message as { op?: unknown };
  switch (op) {
    case 'auth':
      return signIn(party, message, services, now);
    case 'sub':
    case 'unsub':
      return subscribe(party, message, services);
    case 'req':
      return ask(party, message, services, now, past);
    default:
      throw new ApiError(100005, `No such op: ${text(op).slice(0, 32)}`);
  }
}
