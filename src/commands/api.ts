import type { ApiConclusion, OrderDeskApi } from '../api.ts';
import type { Disposable } from '../common/disposable.ts';
import { isPaper } from '../desk/profile.ts';
import type { CurrentDesk } from '../platform/currentDesk.ts';
import { explain } from '../platform/messages.ts';
import type { readOrders, readPositionsNow } from './apiReads.ts';
import type { cancelById } from './cancelOrder.ts';
import type { placeTerms } from './placeOrder.ts';
import type { acting } from './sending.ts';
import type { Services } from './services.ts';

/** Between two calls of a listener, ms. */
const CALM_MS = 250;

/** What does the work; it is read when something is first asked for. */
export interface ApiWork {
  readonly placeTerms: typeof placeTerms;
  readonly acting: typeof acting;
  readonly cancelById: typeof cancelById;
  readonly readOrders: typeof readOrders;
  readonly readPositionsNow: typeof readPositionsNow;
}

/** What other extensions get. All that it sends goes by the commands, and so past the same questions. */
export function makeApi(services: Services, load: () => Promise<ApiWork>): OrderDeskApi {
  const { current, arming } = services;
  /** Does it, and has errors say what a person would read. */
  const asked = async <T>(work: (loaded: ApiWork) => unknown): Promise<T> => {
    try {
      return (await work(await load())) as T;
    } catch (error) {
      throw new Error(explain(error, current.place).text, { cause: error });
    }
  };
  return {
    version: 1,
    get profile() {
      const { profile, place } = current;
      const live = !isPaper(profile);
      const armed = !live || arming.allows(profile.id);
      return { name: profile.name, venue: place.venue, host: place.host, live, armed };
    },
    onDidChange: (listener) => follow(current, listener),
    openOrders: () => asked(async (work) => work.readOrders(await current.open())),
    positions: () => asked(async (work) => work.readPositionsNow(await current.open())),
    cancelOrder: (orderId) =>
      asked<ApiConclusion | undefined>((work) =>
        work.acting(() => work.cancelById(services, orderId, true))(services),
      ),
    placeOrder: (terms) =>
      asked<ApiConclusion | undefined>((work) =>
        work.acting(() => work.placeTerms(services, terms))(services),
      ),
  };
}

/** Calls back when something may be another, whatever the desk is by then. */
function follow(current: CurrentDesk, listener: () => void): Disposable {
  let timer: NodeJS.Timeout | undefined;
  let listening: readonly Disposable[] = [];
  const changed = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      listener();
    }, CALM_MS);
  };
  const listen = (): void => {
    for (const each of listening) each.dispose();
    const { desk } = current;
    listening = desk
      ? [desk.store.onDidChange(changed), desk.positions.store.onDidChange(changed)]
      : [];
  };
  const switched = current.onDidChange(() => {
    listen();
    changed();
  });
  listen();
  return {
    dispose: () => {
      clearTimeout(timer);
      for (const each of [switched, ...listening]) each.dispose();
    },
  };
}
