import { accountRoutes } from './account.ts';
import { batchRoutes } from './batch.ts';
import { controlRoutes } from './controlApi.ts';
import { depthRoutes } from './depth.ts';
import { faultRoutes } from './faultApi.ts';
import { fundingRoutes } from './fundingPayments.ts';
import { ledgerRoutes } from './ledger.ts';
import { limitRoutes } from './limits.ts';
import { marketDataRoutes } from './marketData.ts';
import { otherRoutes } from './notOffered.ts';
import { orderQueryRoutes } from './orderQueries.ts';
import { orderRoutes } from './orders.ts';
import type { Route } from './route.ts';
import { settingRoutes } from './settings.ts';
import { transferRoutes } from './transfers.ts';

/** Everything the exchange answers to. */
export const routes: readonly Route[] = [
  ...marketDataRoutes,
  ...depthRoutes,
  ...limitRoutes,
  ...accountRoutes,
  ...settingRoutes,
  ...transferRoutes,
  ...fundingRoutes,
  ...ledgerRoutes,
  ...orderRoutes,
  ...orderQueryRoutes,
  ...batchRoutes,
  ...otherRoutes,
  ...controlRoutes,
  ...faultRoutes,
];
