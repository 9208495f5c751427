import type { Transcript } from '../net/transcript.ts';
import { orderInReport, type CancelOutcome, type CancelReport } from './cancelOutcome.ts';
import type { Evidence } from './evidence.ts';

/**
 * A cancel's proof as one JSON document: what is concluded and from which piece of evidence, then all
 * that was seen from the cancel on, with local times and the exchange's. Requests are redacted; bodies
 * and messages are texts of the very characters that came, or base64 where they are not UTF-8.
 */
export function cancelProof(report: CancelReport): string {
  const proof = { ...conclusionOf(report), evidence: report.evidence.map(piece) };
  return `${JSON.stringify(proof, undefined, 2)}\n`;
}

/** What is concluded of an order and why, and the order that shows it as the venue wrote it. */
export function conclusionOf(report: CancelReport): object {
  const { orderId, symbol, instead, outcome, sentAt } = report;
  const why = because(report);
  const order = orderInReport(report)?.raw;
  return {
    orderId,
    symbol,
    toBeReplacedBy: instead,
    // Where the window ended before the answer came, this is all that there is of the request.
    cancelSentAt: sentAt === undefined ? undefined : new Date(sentAt).toISOString(),
    conclusion: nameOf(outcome),
    because: why,
    order,
  };
}

/** A kind of outcome, the two that fills before a cancel can lead to told apart. */
export type Conclusion = CancelOutcome['kind'] | 'canceledAfterFill';

/** What an outcome is called in documents: one that filled wholly is another than one whose rest was canceled. */
export function nameOf(outcome: CancelOutcome): Conclusion {
  return outcome.kind === 'filledFirst' && !outcome.complete ? 'canceledAfterFill' : outcome.kind;
}

function because({ outcome, proof, accepted }: CancelReport): string {
  switch (outcome.kind) {
    case 'canceled':
    case 'filledFirst':
    case 'alreadyClosed': {
      const cause =
        outcome.kind === 'canceled' && !accepted
          ? ' The cancel itself was not answered, so something else may have done that.'
          : '';
      const { venueStatus, filledQuantity, quantity } = outcome.order;
      const filled = `${filledQuantity} of ${quantity} filled`;
      return `${source(proof)} shows the order as ${venueStatus}, ${filled}.${cause}`;
    }
    case 'rejected':
      return `The venue refused the cancel: ${outcome.error.detail ?? outcome.error.message}`;
    case 'notSent':
      return `Nothing was sent: ${outcome.error.message}`;
    case 'noEffect': {
      const { venueStatus } = outcome.order;
      return `${source(proof)}, begun when the venue would refuse the cancel for its age, shows the order as ${venueStatus}.`;
    }
    case 'underWay':
      return 'Another cancel of this order is not settled, so none was sent.';
    case 'unknown': {
      const answered = outcome.acknowledged
        ? 'The venue acknowledged the cancel, which settles nothing'
        : 'The cancel was sent and not answered in a way that settles it';
      return outcome.order
        ? `${answered}; the order was last seen as ${outcome.order.venueStatus}.`
        : `${answered}; the order's status could not be read since.`;
    }
  }
}

/** Where something was seen, as the subject of a sentence. */
export function source(proof: Evidence | undefined): string {
  switch (proof?.kind) {
    case 'cancel':
      return 'The answer to the cancel itself';
    case 'place':
      return 'The answer to the new order itself';
    case 'status':
      return 'A later status query';
    case 'snapshot':
      return 'A later list of open orders';
    case 'stream':
      return "The venue's stream";
    case 'unread':
    case undefined:
      return 'What was known';
  }
}

/** A piece of evidence for a proof. */
export function piece(evidence: Evidence): object {
  const { kind } = evidence;
  const seenAt = new Date(evidence.at).toISOString();
  if (evidence.kind === 'stream') return { kind, seenAt, message: evidence.text };
  const { startedAt, request, response, failure, timings } = evidence.transcript;
  return {
    ...{ kind, seenAt, sentAt: new Date(startedAt).toISOString() },
    exchangeTime: response?.headers.find(([name]) => name.toLowerCase() === 'date')?.[1],
    ...{ timings, failure, request },
    response: response && { ...response, body: undefined, ...bodyOf(response) },
  };
}

function bodyOf({ body }: NonNullable<Transcript['response']>): object {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body) };
  } catch {
    return { base64: Buffer.from(body).toString('base64') };
  }
}
