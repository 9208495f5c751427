/** User settings of an integration run: the same market each time, standing still. */
export const runSettings: Readonly<Record<string, unknown>> = {
  'orderDesk.paper.seed': 7,
  'orderDesk.paper.frozen': true,
  // What fills by itself while a test looks at its own notifications.
  'orderDesk.alerts': { filled: false, partlyFilled: false, triggered: false, rejected: false },
};
