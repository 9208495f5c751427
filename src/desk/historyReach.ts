import type { FundingPayment, History } from '../venues/history.ts';
import type { Reach } from './historyPart.ts';

/** Funding payments, page by page. A payment made meanwhile moves the pages: none is taken twice for it. */
export function reachFunding(
  history: History,
  { symbol, pageSize }: { readonly symbol: string | undefined; readonly pageSize: number },
): Reach<FundingPayment> {
  return async (page, known, signal) => {
    const { value, transcript } = await history.funding({ symbol, page, pageSize }, { signal });
    const fresh = value.payments.slice(repeated(known, value.payments));
    // A page without a payment ends it, whatever it says: the next one would be as empty.
    const more = value.hasNext && value.payments.length > 0;
    return { rows: [...known, ...fresh], more, capped: false, transcript };
  };
}

/** How many payments at the start of a page are the last ones of those known. */
function repeated(known: readonly FundingPayment[], page: readonly FundingPayment[]): number {
  for (let count = Math.min(known.length, page.length); count > 0; count -= 1) {
    const tail = known.slice(-count);
    if (tail.every(({ raw }, at) => raw === page[at]?.raw)) return count;
  }
  return 0;
}
