import findMyWay from 'find-my-way';
import type { ApiKey } from '../auth/keys.ts';
import { authenticate } from '../auth/verify.ts';
import { ApiError } from '../errors.ts';
import type { JsonObject, PrivateRoute, Route, Services } from '../routes/route.ts';
import type { Admission } from '../stream/hub.ts';
import type { Changes } from '../faults/kind.ts';
import { httpTarget } from '../faults/target.ts';
import { readJsonBody, rereadable } from './body.ts';
import { checkControl } from './control.ts';
import { asApiError, errorReply, replyWith } from './reply.ts';
import { ClientGone, whole } from './transport.ts';
import type { ExchangeRequest, Handled, Reply } from './transport.ts';

const METHODS = ['GET', 'POST', 'DELETE'] as const;

const STREAM_PATH = /^(?:\/([^/]+))?\/api\/pro\/v2\/stream$/;

/** Stands for the answer to an upgrade; who upgrades the socket sends its own. */
const SWITCHING: Reply = { status: 101, headers: {}, body: new Uint8Array() };

/** An upgrade dealt with. */
export interface Admitted {
  readonly admission: Admission | undefined;
  readonly handled: Handled;
}

interface Found {
  readonly route: Route;
  readonly group: string | undefined;
  readonly query: URLSearchParams;
}

/** Finds the route of a request, checks that its sender may use it, and answers. */
export class Dispatcher {
  readonly #services: Services;
  readonly #router = findMyWay({ ignoreTrailingSlash: false });

  constructor(routes: readonly Route[], services: Services) {
    this.#services = services;
    for (const route of routes) {
      this.#router.on(route.method, route.path, () => undefined, route);
    }
  }

  /** Never rejects: a failure of the exchange itself is an answer too, and logged. */
  async handle(request: ExchangeRequest): Promise<Handled> {
    try {
      const found = this.#find(request);
      const { faults } = this.#services;
      if (!faults.active || found.route.access === 'control') {
        return whole(await this.#answer(found, request));
      }
      const again = rereadable(request);
      return await faults.http(await httpTarget(again), async (changes) => {
        try {
          return whole(await this.#answer(found, again, changes));
        } catch (error) {
          return this.#failed(request, error);
        }
      });
    } catch (error) {
      return this.#failed(request, error);
    }
  }

  /** Checks the upgrade to a stream. @returns the admission, or else what is answered */
  async admit(request: ExchangeRequest): Promise<Admitted> {
    const { faults } = this.#services;
    if (!faults.active) return this.#admit(request, 0);
    let admission: Admission | undefined;
    const handled = await faults.http(await httpTarget(request), (changes) => {
      const admitted = this.#admit(request, changes?.skew ?? 0);
      ({ admission } = admitted);
      return Promise.resolve(admitted.handled);
    });
    const undone = handled.delivery.kind !== 'whole' || handled.answer !== SWITCHING;
    return { admission: undone ? undefined : admission, handled };
  }

  #admit(request: ExchangeRequest, skew: number): Admitted {
    try {
      const [path = '/'] = request.url.split('?', 1);
      const match = STREAM_PATH.exec(path);
      if (!match) throw new ApiError(100001, `No stream here: ${path}`, { status: 404 });
      this.#services.stats.count('stream');
      const admission = this.#services.streams.admit(match[1], request.headers, skew);
      return { admission, handled: whole(SWITCHING) };
    } catch (error) {
      return { admission: undefined, handled: this.#failed(request, error) };
    }
  }

  #failed(request: ExchangeRequest, error: unknown): Handled {
    if (error instanceof ClientGone) return { answer: undefined, delivery: { kind: 'close' } };
    const told = asApiError(error);
    if (told.code === 510001) {
      this.#services.log(`${request.method} ${request.url}: ${inspect(error)}`);
    }
    return whole(errorReply(told));
  }

  async #answer(found: Found, request: ExchangeRequest, changes?: Changes): Promise<Reply> {
    const { route, group, query } = found;
    const receivedAt = this.#services.clock.now() + (changes?.skew ?? 0);
    this.#services.stats.count(`${route.method} ${route.path}`);
    const base = { services: this.#services, query, receivedAt };
    // Who asks is settled before anything they send is read.
    if (route.access === 'public' || route.access === 'control') {
      if (route.access === 'control') checkControl(request.headers);
      const body = await this.#body(request);
      return replyWith(await route.handle({ ...base, body }));
    }
    const key = this.#authorize(route, request, receivedAt, group);
    const body = await this.#body(request);
    const { account } = key;
    const past = changes?.past ? { past: changes.past } : {};
    return replyWith(await route.handle({ ...base, body, key, account, channel: 'a', ...past }));
  }

  async #body(request: ExchangeRequest): Promise<JsonObject> {
    return request.method === 'GET' ? {} : readJsonBody(request);
  }

  #find({ method, url }: ExchangeRequest): Found {
    const [path = '/', query = ''] = url.split(/\?(.*)/s, 2);
    const found = METHODS.map((each) => ({ method: each, match: this.#router.find(each, path) }));
    const match = found.find((each) => each.method === method)?.match;
    if (match?.store) {
      const route = match.store as Route;
      return { route, group: match.params['group'], query: new URLSearchParams(query) };
    }
    this.#services.stats.count('unknown');
    const allowed = found.filter((each) => each.match?.store).map((each) => each.method);
    if (allowed.length === 0) throw new ApiError(100001, `No such path: ${path}`, { status: 404 });
    const message = `${method} is not possible here, ${allowed.join(' or ')} is`;
    throw new ApiError(100001, message, { status: 405, headers: { allow: allowed.join(', ') } });
  }

  #authorize(
    route: PrivateRoute,
    request: ExchangeRequest,
    now: number,
    group: string | undefined,
  ): ApiKey {
    const key = authenticate(request.headers, route.prehash, this.#services.keys, now);
    if (!key.permissions[route.access]) {
      throw new ApiError(200015, `This API key has no ${route.access} permission`);
    }
    if (group !== undefined && group !== String(key.account.identity.group)) {
      throw new ApiError(200003, `Account group ${group} does not belong to this API key`);
    }
    return key;
  }
}

function inspect(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
