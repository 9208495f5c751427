import findMyWay from 'find-my-way';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApiKey } from '../auth/keys.ts';
import { authenticate } from '../auth/verify.ts';
import { ApiError } from '../errors.ts';
import type { JsonObject, PrivateRoute, Route, Services } from '../routes/route.ts';
import { readJsonBody } from './body.ts';
import { checkControl } from './control.ts';
import { send } from './reply.ts';

const METHODS = ['GET', 'POST', 'DELETE'] as const;

/** Finds the route of a request, checks that its sender may use it, and sends its answer. */
export class Dispatcher {
  readonly #services: Services;
  readonly #router = findMyWay({ ignoreTrailingSlash: false });

  constructor(routes: readonly Route[], services: Services) {
    this.#services = services;
    for (const route of routes) {
      this.#router.on(route.method, route.path, () => undefined, route);
    }
  }

  async dispatch(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const { clock, stats } = this.#services;
    const receivedAt = clock.now();
    const [path = '/', query = ''] = (message.url ?? '/').split(/\?(.*)/s, 2);
    const { route, group } = this.#find(message.method ?? '', path, response);
    stats.count(`${route.method} ${route.path}`);
    const base = { services: this.#services, query: new URLSearchParams(query), receivedAt };
    // Who asks is settled before anything they send is read.
    if (route.access === 'public' || route.access === 'control') {
      if (route.access === 'control') checkControl(message.headers);
      const body = await this.#body(message);
      await send(response, await route.handle({ ...base, body }));
    } else {
      const key = this.#authorize(route, message, receivedAt, group);
      const body = await this.#body(message);
      await send(response, await route.handle({ ...base, body, key, account: key.account }));
    }
  }

  async #body(message: IncomingMessage): Promise<JsonObject> {
    return message.method === 'GET' ? {} : readJsonBody(message);
  }

  #find(method: string, path: string, response: ServerResponse): { route: Route; group?: string } {
    const found = METHODS.map((each) => ({ method: each, match: this.#router.find(each, path) }));
    const match = found.find((each) => each.method === method)?.match;
    if (match?.store) {
      const group = match.params['group'];
      const route = match.store as Route;
      return group === undefined ? { route } : { route, group };
    }
    this.#services.stats.count('unknown');
    const allowed = found.filter((each) => each.match?.store).map((each) => each.method);
    if (allowed.length === 0) throw new ApiError(100001, `No such path: ${path}`, { status: 404 });
    response.setHeader('allow', allowed.join(', '));
    const message = `${method} is not possible here, ${allowed.join(' or ')} is`;
    throw new ApiError(100001, message, { status: 405 });
  }

  #authorize(
    route: PrivateRoute,
    message: IncomingMessage,
    now: number,
    group: string | undefined,
  ): ApiKey {
    const key = authenticate(message.headers, route.prehash, this.#services.keys, now);
    if (!key.permissions[route.access]) {
      throw new ApiError(200015, `This API key has no ${route.access} permission`);
    }
    if (group !== undefined && group !== String(key.account.identity.group)) {
      throw new ApiError(200003, `Account group ${group} does not belong to this API key`);
    }
    return key;
  }
}
