/** Every id that package.json declares, once. A test holds the two against each other. */

const COMMANDS = [
  'refresh',
  'placeOrder',
  'amendOrder',
  'showPlacement',
  'pickPlacement',
  'dismissPlacement',
  'editOrders',
  'applyOrders',
  'showApplied',
  'cancelOrder',
  'cancelRow',
  'cancelSelected',
  'cancelSymbol',
  'cancelAll',
  'cancelSide',
  'cancelFar',
  'cancelLatest',
  'groupBy',
  'sortBy',
  'filterText',
  'filterSide',
  'clearFilter',
  'showLastResponse',
  'showOpenOrdersResponse',
  'showOrder',
  'showProof',
  'pickProof',
  'showReport',
  'dismissCancel',
  'forgetOrder',
  'copyOrderId',
  'formatResponse',
  'showExchange',
  'showResponse',
  'addProfile',
  'switchProfile',
  'editProfile',
  'removeProfile',
  'setKey',
  'forgetKey',
  'armLive',
  'disarmLive',
  'showProblem',
  'showLog',
  'refreshHistory',
  'moreHistory',
  'filterHistory',
  'clearHistoryFilter',
  'exportHistory',
  'showRecord',
  'showHistoryResponse',
  'showHistoryProblem',
  'refreshPositions',
  'showPositionsProblem',
  'closeByMarket',
  'closeByLimit',
  'setLeverage',
  'setMarginType',
  'addMargin',
  'transfer',
  'checkBan',
  'removeMargin',
  'showPosition',
  'panic',
  'showPanic',
  'filterRequests',
  'clearRequestFilter',
  'moreRequests',
  'clearRequests',
  'compareResponses',
  'compareOpenOrders',
  'copyAsCurl',
  'exportRequests',
] as const;

/** The ids of all commands, by their names. */
export const Command = Object.fromEntries(COMMANDS.map((name) => [name, `orderDesk.${name}`])) as {
  readonly [Name in (typeof COMMANDS)[number]]: `orderDesk.${Name}`;
};

export const View = {
  container: 'orderDesk',
  orders: 'orderDesk.orders',
  positions: 'orderDesk.positions',
  history: 'orderDesk.history',
  requests: 'orderDesk.requests',
} as const;

/** The tools for language models, by what they do. */
export const Tool = {
  openOrders: 'orderDesk_open_orders',
  positions: 'orderDesk_positions',
  placeOrder: 'orderDesk_place_order',
  cancelOrder: 'orderDesk_cancel_order',
} as const;

export const Setting = {
  refreshSeconds: 'orderDesk.refreshSeconds',
  confirmCancel: 'orderDesk.confirmCancel',
  typedAbove: 'orderDesk.confirmInWritingAbove',
  alerts: 'orderDesk.alerts',
  armedMinutes: 'orderDesk.live.armedMinutes',
  disarmOnBlur: 'orderDesk.live.disarmOnBlur',
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
  live: 'orderDesk.live',
  requestsFiltered: 'orderDesk.requestsFiltered',
  didCancel: 'orderDesk.didCancel',
  didRead: 'orderDesk.didRead',
  didSetKey: 'orderDesk.didSetKey',
} as const;

/** Whether a live profile is chosen and, if so, may be traded on. */
export type LiveState = 'paper' | 'disarmed' | 'armed';

/** What the sidebar shows: a list, or the reason why there is none. */
export type DeskState =
  | 'starting'
  | 'orders'
  | 'empty'
  | 'noKey'
  | 'keyLost'
  | 'refused'
  | 'unreachable'
  | 'restricted'
  | 'failed';

/** What the history view shows: rows, or the reason why there are none. */
export type HistoryState = 'loading' | 'rows' | 'failed';

/** Scheme of the read-only response documents. */
export const SCHEME = 'order-desk';

/** Scheme of the documents of orders, which can be edited. */
export const EDIT_SCHEME = 'order-desk-edit';
