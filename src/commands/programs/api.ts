import type { ApiConclusion, OrderDeskApi } from '../../api.ts';
import type { Disposable } from '../../common/disposable.ts';
import { isPaper } from '../../desk/profile.ts';
import type { CurrentDesk } from '../../platform/currentDesk.ts';
import type { Services } from '../services.ts';
import type { askToCancel, askToPlace, inWords, readOrders, readPositions } from './work.ts';

/** Between two calls of a listener, ms. */
const CALM_MS = 250;

/** What does the work; it is read when something is first asked for. */
export interface ApiWork {
  readonly askToCancel: typeof askToCancel;
  readonly askToPlace: typeof askToPlace;
  readonly readOrders: typeof readOrders;
  readonly readPositions: typeof readPositions;
  readonly inWords: typeof inWords;
}

/** What other extensions get. All that it sends goes by the commands, and so past the same questions. */
export function makeApi(services: Services, load: () => Promise<ApiWork>): OrderDeskApi {
  const { current, arming } = services;
  const asked = async <T>(ask: (work: ApiWork) => Promise<T>): Promise<T> => {
    const work = await load();
    return work.inWords(() => ask(work), services);
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
    positions: () => asked(async (work) => work.readPositions(await current.open())),
    cancelOrder: (orderId) =>
      asked((work) => work.askToCancel(services, orderId) as Promise<ApiConclusion | undefined>),
    placeOrder: (terms) =>
      asked((work) => work.askToPlace(services, terms) as Promise<ApiConclusion | undefined>),
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
