import { Command } from '../contributions.ts';
import { clearFilter, filterSide, filterText, groupBy, sortBy } from './arrange.ts';
import { armLive, disarmLive } from './arm.ts';
import { amendOrder } from './amendOrder.ts';
import { cancelAll, cancelSymbol } from './cancelMany.ts';
import { cancelFar, cancelSide } from './cancelSome.ts';
import { cancelLatest, cancelOrder, cancelRow, dismissCancel } from './cancelOrder.ts';
import { forgetOrder } from './forgetOrder.ts';
import { cancelSelected } from './cancelSelected.ts';
import { applyOrders, editOrders, showApplied } from './editOrders.ts';
import { addMargin, removeMargin } from './isolatedMargin.ts';
import { copyOrderId } from './copyOrderId.ts';
import { exportHistory } from './exportHistory.ts';
import { clearHistoryFilter, filterHistory } from './filterHistory.ts';
import {
  moreHistory,
  refreshHistory,
  showHistoryProblem,
  showHistoryResponse,
  showRecord,
} from './history.ts';
import { forgetKey, setKey } from './keys.ts';
import { addProfile, editProfile, removeProfile, switchProfile } from './profiles.ts';
import { dismissPlacement, pickPlacement, placeOrder, showPlacement } from './placeOrder.ts';
import { panic, showPanic } from './panic.ts';
import { closeByLimit, closeByMarket } from './closePosition.ts';
import { refreshPositions, showPosition, showPositionsProblem } from './positions.ts';
import { setLeverage, setMarginType } from './positionSettings.ts';
import { checkBan } from './standing.ts';
import { transfer } from './transfer.ts';
import { pickProof, showProof } from './proofs.ts';
import { refresh, showProblem } from './refresh.ts';
import {
  clearRequestFilter,
  clearRequests,
  compareOpenOrders,
  compareResponses,
  copyAsCurl,
  exportRequests,
  filterRequests,
  moreRequests,
} from './requests.ts';
import { showReport } from './reports.ts';
import {
  formatResponse,
  showExchange,
  showLastResponse,
  showOpenOrdersResponse,
  showOrder,
  showResponse,
} from './responses.ts';
import { acting } from './sending.ts';
import type { Handlers } from './services.ts';

/** Which command does what. A test holds the ids against package.json. */
export const handlers: Handlers = {
  [Command.refresh]: refresh,
  [Command.placeOrder]: acting(placeOrder),
  [Command.amendOrder]: acting(amendOrder),
  [Command.showPlacement]: showPlacement,
  [Command.pickPlacement]: pickPlacement,
  [Command.dismissPlacement]: dismissPlacement,
  [Command.editOrders]: editOrders,
  [Command.applyOrders]: acting(applyOrders),
  [Command.showApplied]: showApplied,
  [Command.cancelOrder]: acting(cancelOrder),
  [Command.cancelRow]: acting(cancelRow),
  [Command.cancelSelected]: acting(cancelSelected),
  [Command.cancelSymbol]: acting(cancelSymbol),
  [Command.cancelAll]: acting(cancelAll),
  [Command.cancelSide]: acting(cancelSide),
  [Command.cancelFar]: acting(cancelFar),
  [Command.cancelLatest]: acting(cancelLatest),
  [Command.groupBy]: groupBy,
  [Command.sortBy]: sortBy,
  [Command.filterText]: filterText,
  [Command.filterSide]: filterSide,
  [Command.clearFilter]: clearFilter,
  [Command.showLastResponse]: showLastResponse,
  [Command.showOpenOrdersResponse]: showOpenOrdersResponse,
  [Command.showOrder]: showOrder,
  [Command.showProof]: showProof,
  [Command.pickProof]: pickProof,
  [Command.showReport]: showReport,
  [Command.dismissCancel]: dismissCancel,
  [Command.forgetOrder]: forgetOrder,
  [Command.copyOrderId]: copyOrderId,
  [Command.formatResponse]: formatResponse,
  [Command.showExchange]: showExchange,
  [Command.showResponse]: showResponse,
  [Command.addProfile]: addProfile,
  [Command.switchProfile]: switchProfile,
  [Command.editProfile]: editProfile,
  [Command.removeProfile]: removeProfile,
  [Command.setKey]: setKey,
  [Command.forgetKey]: forgetKey,
  [Command.armLive]: armLive,
  [Command.disarmLive]: disarmLive,
  [Command.showProblem]: showProblem,
  [Command.refreshHistory]: refreshHistory,
  [Command.moreHistory]: moreHistory,
  [Command.filterHistory]: filterHistory,
  [Command.clearHistoryFilter]: clearHistoryFilter,
  [Command.exportHistory]: exportHistory,
  [Command.showRecord]: showRecord,
  [Command.showHistoryResponse]: showHistoryResponse,
  [Command.showHistoryProblem]: showHistoryProblem,
  [Command.showLog]: ({ log }) => log.show(),
  [Command.refreshPositions]: refreshPositions,
  [Command.showPositionsProblem]: showPositionsProblem,
  [Command.closeByMarket]: acting(closeByMarket),
  [Command.closeByLimit]: acting(closeByLimit),
  [Command.setLeverage]: acting(setLeverage),
  [Command.setMarginType]: acting(setMarginType),
  [Command.addMargin]: acting(addMargin),
  [Command.transfer]: acting(transfer),
  [Command.checkBan]: checkBan,
  [Command.removeMargin]: acting(removeMargin),
  [Command.showPosition]: showPosition,
  [Command.panic]: acting(panic),
  [Command.showPanic]: showPanic,
  [Command.filterRequests]: filterRequests,
  [Command.clearRequestFilter]: clearRequestFilter,
  [Command.moreRequests]: moreRequests,
  [Command.clearRequests]: clearRequests,
  [Command.compareResponses]: compareResponses,
  [Command.compareOpenOrders]: compareOpenOrders,
  [Command.copyAsCurl]: copyAsCurl,
  [Command.exportRequests]: exportRequests,
};
