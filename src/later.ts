// All that is not needed to show the view. It is packaged as a file of its own (`esbuild.js`), which is
// read when orders are first asked for, a command is run or a document shown: import this lazily.
import { explainVenueBy } from './platform/messages.ts';
import { explainVenue } from './platform/venueMessages.ts';

export { reportLate } from './commands/reportCancel.ts';
export { reportManyLate } from './commands/reportMany.ts';
export { reportNews } from './commands/reportNews.ts';
export { reportExpiry, reportMeanwhile } from './commands/reportStart.ts';
export { reportPlacesLate } from './commands/reportPlace.ts';
export {
  askToCancel,
  askToPlace,
  inWords,
  readOrders,
  readPositions,
} from './commands/programs/work.ts';
export { handlers } from './commands/table.ts';
export {
  cancelOrderTool,
  openOrdersTool,
  placeOrderTool,
  positionsTool,
  runTool,
} from './commands/programs/tools.ts';
export { Desk } from './desk/desk.ts';
export { FileClaims } from './platform/claims.ts';
export { connectOptions } from './platform/proxy.ts';
export { venueFactory } from './venues/factories.ts';
export { HistoryTree } from './views/historyTree.ts';
export { RequestsTree } from './views/requestsTree.ts';
export { PositionsBoard } from './views/positionsBoard.ts';
export { contentOf } from './views/documentTexts.ts';
export { orderTooltip } from './views/orderTooltip.ts';
export { OrderEditing } from './views/orderEditing.ts';

explainVenueBy(explainVenue);
