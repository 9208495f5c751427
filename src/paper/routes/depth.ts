import { readContract } from '../dialect/fields.ts';
import { wireDepth } from '../dialect/wireLevels.ts';
import { ok, open, type Answer, type PublicRoute, type Request } from './route.ts';

/** The book of a contract, numbered so that every later message of the depth channel has more. */
function depth({ query, services, receivedAt }: Request): Answer {
  const contract = readContract(query.get('symbol'), 100008);
  const { engine, streams } = services;
  const data = wireDepth(engine.book(contract), streams.feeds.nextSequence(), receivedAt);
  return ok({ m: 'depth-snapshot', symbol: contract.symbol, data });
}

/** Of version 1, where clients of the depth channel begin. */
export const depthRoutes: readonly PublicRoute[] = [open('/api/pro/v1/depth', depth)];
