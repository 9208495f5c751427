/** User settings of an integration run: the same market each time, standing still. */
export const runSettings: Readonly<Record<string, unknown>> = {
  'orderDesk.paper.seed': 7,
  'orderDesk.paper.frozen': true,
};
