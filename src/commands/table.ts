import { Command } from '../contributions.ts';
import { clearFilter, filterSide, filterText, groupBy, sortBy } from './arrange.ts';
import { cancelAll, cancelSymbol } from './cancelMany.ts';
import { cancelFar, cancelSide } from './cancelSome.ts';
import { cancelLatest, cancelOrder, cancelRow, dismissCancel } from './cancelOrder.ts';
import { cancelSelected } from './cancelSelected.ts';
import { applyOrders, editOrders, showApplied } from './editOrders.ts';
import { copyOrderId } from './copyOrderId.ts';
import { forgetKey, setKey } from './keys.ts';
import { addProfile, editProfile, removeProfile, switchProfile } from './profiles.ts';
import { dismissPlacement, pickPlacement, placeOrder, showPlacement } from './placeOrder.ts';
import { pickProof, showProof } from './proofs.ts';
import { refresh, showProblem } from './refresh.ts';
import {
  formatResponse,
  showExchange,
  showLastResponse,
  showOpenOrdersResponse,
  showOrder,
  showReport,
  showResponse,
} from './responses.ts';
import type { Handlers } from './services.ts';

/** Which command does what. A test holds the ids against package.json. */
export const handlers: Handlers = {
  [Command.refresh]: refresh,
  [Command.placeOrder]: placeOrder,
  [Command.showPlacement]: showPlacement,
  [Command.pickPlacement]: pickPlacement,
  [Command.dismissPlacement]: dismissPlacement,
  [Command.editOrders]: editOrders,
  [Command.applyOrders]: applyOrders,
  [Command.showApplied]: showApplied,
  [Command.cancelOrder]: cancelOrder,
  [Command.cancelRow]: cancelRow,
  [Command.cancelSelected]: cancelSelected,
  [Command.cancelSymbol]: cancelSymbol,
  [Command.cancelAll]: cancelAll,
  [Command.cancelSide]: cancelSide,
  [Command.cancelFar]: cancelFar,
  [Command.cancelLatest]: cancelLatest,
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
  [Command.copyOrderId]: copyOrderId,
  [Command.format]: formatResponse,
  [Command.showExchange]: showExchange,
  [Command.showResponse]: showResponse,
  [Command.addProfile]: addProfile,
  [Command.switchProfile]: switchProfile,
  [Command.editProfile]: editProfile,
  [Command.removeProfile]: removeProfile,
  [Command.setKey]: setKey,
  [Command.forgetKey]: forgetKey,
  [Command.showProblem]: showProblem,
  [Command.showLog]: ({ log }) => log.show(),
};
