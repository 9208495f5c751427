import { accountRoutes } from './account.ts';
import { limitRoutes } from './limits.ts';
import { marketDataRoutes } from './marketData.ts';
import { orderRoutes } from './orders.ts';
import type { Route } from './route.ts';

/** Everything the exchange answers to. */
export const routes: readonly Route[] = [
  ...marketDataRoutes,
  ...limitRoutes,
  ...accountRoutes,
  ...orderRoutes,
];
