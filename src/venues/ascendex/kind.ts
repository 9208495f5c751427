import type { VenueKind } from '../kind.ts';

/** AscendEX Futures Pro v2: the dialect of the paper exchange, and of a live host that closed. */
export const ascendex: VenueKind = {
  id: 'ascendex',
  name: 'AscendEX Futures',
  hosts: [
    { origin: 'https://ascendex.com', label: 'ascendex.com', standing: 'closed' },
    {
      origin: 'https://api-test.ascendex-sandbox.com',
      label: 'api-test.ascendex-sandbox.com',
      standing: 'test',
    },
  ],
  keyEncodings: ['utf8', 'base64'],
  cancelMethods: ['DELETE', 'POST'],
};
