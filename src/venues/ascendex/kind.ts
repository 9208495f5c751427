import type { VenueKind } from '../kind.ts';

/** AscendEX Futures Pro v2: the dialect of the paper exchange, and of a live host that closed. */
export const ascendex: VenueKind = {
  id: 'ascendex',
  name: 'AscendEX Futures',
  hosts: [
    {
      origin: 'https://ascendex.com',
      label: 'ascendex.com',
      note: 'The exchange closed in July 2026; nobody answers here any more.',
    },
    { origin: 'https://api-test.ascendex-sandbox.com', label: 'Test net' },
  ],
  keyEncodings: ['utf8', 'base64'],
  cancelMethods: ['DELETE', 'POST'],
};
