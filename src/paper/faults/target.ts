import { ApiError } from '../errors.ts';
import { readJsonBody } from '../http/body.ts';
import { errorReply } from '../http/reply.ts';
import { ClientGone, type ExchangeRequest, type Reply } from '../http/transport.ts';
import type { JsonObject } from '../routes/route.ts';
import type { Target } from './kind.ts';

/** What a method and a path's end ask for. */
const ACTIONS: readonly [method: string, end: string, action: string][] = [
  ['POST', '/futures/order', 'place-order'],
  ['DELETE', '/futures/order', 'cancel-order'],
  ['POST', '/order/batch', 'batch-place-order'],
  ['DELETE', '/order/batch', 'batch-cancel-order'],
  ['DELETE', '/order/all', 'cancel-all'],
  ['GET', '/order/open', 'open-orders'],
  ['GET', '/order/status', 'order-status'],
  ['GET', '/order/hist/current', 'order-history'],
  ['GET', '/stream', 'stream'],
];

async function lenientBody(request: ExchangeRequest): Promise<JsonObject> {
  try {
    return request.method === 'GET' ? {} : await readJsonBody(request);
  } catch (error) {
    // The exchange itself will say what is wrong with it, or notice that nobody is there.
    if (error instanceof ApiError || error instanceof ClientGone) return {};
    throw error;
  }
}

/**
 * A request over HTTP as faults see it. Its action is its path's last part where it has no other.
 * @param request one whose body may be read again
 */
export async function httpTarget(request: ExchangeRequest): Promise<Target<Reply>> {
  const { method, url } = request;
  const [path = ''] = url.split('?', 1);
  const listed = ACTIONS.find(([verb, end]) => verb === method && path.endsWith(end))?.[2];
  const body = (): Promise<JsonObject> => lenientBody(request);
  let action = listed ?? path.slice(path.lastIndexOf('/') + 1);
  if (action === 'place-order') {
    const { orderId, orderQty } = (await body()) as { orderId?: unknown; orderQty?: unknown };
    if (orderId !== undefined && orderQty === undefined) action = 'cancel-order';
  }
  return { name: `${method} ${path}`, action, body, refuse: (error) => errorReply(error) };
}

/** A message of a client on its stream, as faults see it: named by its op, and by what it asks for. */
export function streamTarget<A>(message: JsonObject, refuse: Target<A>['refuse']): Target<A> {
  const { op, action } = message;
  const name = op === 'req' ? `req ${String(action)}` : String(op);
  const body = (message['args'] ?? {}) as JsonObject;
  return {
    ...{ name, action: name.replace(/^req (futures-)?/, ''), refuse },
    body: () => Promise.resolve(body),
  };
}
