/** Every id that package.json declares, once. A test holds the two against each other. */

export const Command = {
  refresh: 'orderDesk.refresh',
  placeOrder: 'orderDesk.placeOrder',
  amendOrder: 'orderDesk.amendOrder',
  showPlacement: 'orderDesk.showPlacement',
  pickPlacement: 'orderDesk.pickPlacement',
  dismissPlacement: 'orderDesk.dismissPlacement',
  editOrders: 'orderDesk.editOrders',
  applyOrders: 'orderDesk.applyOrders',
  showApplied: 'orderDesk.showApplied',
  cancelOrder: 'orderDesk.cancelOrder',
  cancelRow: 'orderDesk.cancelRow',
  cancelSelected: 'orderDesk.cancelSelected',
  cancelSymbol: 'orderDesk.cancelSymbol',
  cancelAll: 'orderDesk.cancelAll',
  cancelSide: 'orderDesk.cancelSide',
  cancelFar: 'orderDesk.cancelFar',
  cancelLatest: 'orderDesk.cancelLatest',
  groupBy: 'orderDesk.groupBy',
  sortBy: 'orderDesk.sortBy',
  filterText: 'orderDesk.filterText',
  filterSide: 'orderDesk.filterSide',
  clearFilter: 'orderDesk.clearFilter',
  showLastResponse: 'orderDesk.showLastResponse',
  showOpenOrdersResponse: 'orderDesk.showOpenOrdersResponse',
  showOrder: 'orderDesk.showOrder',
  showProof: 'orderDesk.showProof',
  pickProof: 'orderDesk.pickProof',
  showReport: 'orderDesk.showReport',
  dismissCancel: 'orderDesk.dismissCancel',
  forgetOrder: 'orderDesk.forgetOrder',
  copyOrderId: 'orderDesk.copyOrderId',
  format: 'orderDesk.formatResponse',
  showExchange: 'orderDesk.showExchange',
  showResponse: 'orderDesk.showResponse',
  addProfile: 'orderDesk.addProfile',
  switchProfile: 'orderDesk.switchProfile',
  editProfile: 'orderDesk.editProfile',
  removeProfile: 'orderDesk.removeProfile',
  setKey: 'orderDesk.setKey',
  forgetKey: 'orderDesk.forgetKey',
  showProblem: 'orderDesk.showProblem',
  showLog: 'orderDesk.showLog',
  refreshHistory: 'orderDesk.refreshHistory',
  moreHistory: 'orderDesk.moreHistory',
  filterHistory: 'orderDesk.filterHistory',
  clearHistoryFilter: 'orderDesk.clearHistoryFilter',
  exportHistory: 'orderDesk.exportHistory',
  showRecord: 'orderDesk.showRecord',
  showHistoryResponse: 'orderDesk.showHistoryResponse',
  showHistoryProblem: 'orderDesk.showHistoryProblem',
  refreshPositions: 'orderDesk.refreshPositions',
  showPositionsProblem: 'orderDesk.showPositionsProblem',
  closeByMarket: 'orderDesk.closeByMarket',
  closeByLimit: 'orderDesk.closeByLimit',
  setLeverage: 'orderDesk.setLeverage',
  setMarginType: 'orderDesk.setMarginType',
  addMargin: 'orderDesk.addMargin',
  transfer: 'orderDesk.transfer',
  checkBan: 'orderDesk.checkBan',
  removeMargin: 'orderDesk.removeMargin',
  showPosition: 'orderDesk.showPosition',
  panic: 'orderDesk.panic',
  showPanic: 'orderDesk.showPanic',
} as const;

export const View = {
  container: 'orderDesk',
  orders: 'orderDesk.orders',
  positions: 'orderDesk.positions',
  history: 'orderDesk.history',
} as const;

export const Setting = {
  refreshSeconds: 'orderDesk.refreshSeconds',
  confirmCancel: 'orderDesk.confirmCancel',
  typedAbove: 'orderDesk.confirmInWritingAbove',
  paperOrders: 'orderDesk.paper.orders',
  paperSeed: 'orderDesk.paper.seed',
  paperFrozen: 'orderDesk.paper.frozen',
} as const;

/**
 * Keys of `when` clauses. `state`, and `positions` for the view of that name, is one of {@link DeskState};
 * `filtered` is true where rows may be hidden.
 */
export const ContextKey = {
  state: 'orderDesk.state',
  filtered: 'orderDesk.filtered',
  historyState: 'orderDesk.historyState',
  historyFiltered: 'orderDesk.historyFiltered',
  positions: 'orderDesk.positionsState',
} as const;

/** What the sidebar shows: a list, or the reason why there is none. */
export type DeskState =
  'starting' | 'orders' | 'empty' | 'noKey' | 'refused' | 'unreachable' | 'restricted' | 'failed';

/** What the history view shows: rows, or the reason why there are none. */
export type HistoryState = 'loading' | 'rows' | 'empty' | 'failed';

/** Scheme of the read-only response documents. */
export const SCHEME = 'order-desk';

/** Scheme of the documents of orders, which can be edited. */
export const EDIT_SCHEME = 'order-desk-edit';
