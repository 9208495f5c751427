import { routes } from '../../../src/paper/routes/index.ts';
import type { Exchange } from 'ccxt';

/** A call without host, group and `/api/pro/`, as in `GET v2/futures/order/open`. */
export type Call = `${'GET' | 'POST' | 'DELETE'} ${string}`;

/** @param pattern a method and the path of a route, as the paper exchange counts them */
export function callOf(pattern: string): Call {
  const [method = '', path = ''] = pattern.split(' ');
  return `${method} ${path.replace(/^(\/:group)?\/api\/pro\//, '')}` as Call;
}

/** Every call of the dialect that the paper exchange answers, in its own order. */
export const answeredCalls: readonly Call[] = routes
  .filter(({ access }) => access !== 'control')
  .map(({ method, path }) => callOf(`${method} ${path}`));

/** All that can be asked for on a stream, and how it is signed in to and kept alive. */
export const streamTopics = [
  'sign-in by headers',
  'auth',
  ...['futures-order', 'futures-account-update', 'futures-pricing-data'].map((ch) => `sub ${ch}`),
  ...['bbo', 'depth', 'trades', 'bar'].map((ch) => `sub ${ch}`),
  'ping',
  'pong',
  ...['futures-account-snapshot', 'futures-open-orders'].map((action) => `req ${action}`),
  ...['place-order', 'cancel-order', 'cancel-all'].map((action) => `req ${action}`),
];

type Tree = { readonly [key: string]: Tree | number };

/** Every call that ccxt declares, by where in its table it stands. */
export function declaredByCcxt(client: Exchange): ReadonlySet<Call> {
  const calls = new Set<Call>();
  const walk = (tree: Tree, trail: readonly string[]): void => {
    for (const [key, value] of Object.entries(tree)) {
      if (typeof value !== 'number') walk(value, [...trail, key]);
      else calls.add(call(trail, key));
    }
  };
  walk(client.api as Tree, []);
  return calls;
}

function call(trail: readonly string[], path: string): Call {
  const [version = ''] = trail;
  const method = (trail.at(-1) ?? '').toUpperCase();
  const data = trail.includes('data') ? 'data/' : '';
  return `${method} ${data}${version}/${path}` as Call;
}
