import type { Span } from '../../venues/json.ts';
import type { Order } from '../../venues/venue.ts';
import type { Problem } from '../orderChecks.ts';
import type { Field } from './fields.ts';

/**
 * What may be wrong with the document:
 * - `syntax`: no JSON from there on; `what` is the parser's name for it.
 * - `notList`, `notOrder`: something else stands where a list, or an order, has to.
 * - `losesDigits`: a number whose digits a program may not keep: it has to be a text.
 * - `amount`: a price or a quantity that the contract does not allow.
 * - `unknownId`: no order that the document was opened with.
 * - `closed`: not open any more; `changedSince`: not as it was when the document was opened.
 * - `fixed`: a field of an open order that cannot be changed; `value` is what it is.
 * - `cannotAmend`: a replacement could not have all of its terms.
 * - `crossesMark`, `triggersAtOnce`: allowed, and seldom meant.
 * - `postOnlyCrosses`: may be refused, after the order that it `replaces` is canceled.
 * - `badClientId`: not of the letters and digits that a client id has.
 * - `reduces`: an order that only reduces a position of which there is less, `held`.
 * - `opensNone`: a stop loss or take profit of an order that only reduces a position.
 * - `misplaced`: a stop loss or take profit that has to be on the `wanted` side of the order's price.
 */
export type DocumentFault =
  | { readonly kind: 'syntax'; readonly what: string }
  | {
      readonly kind:
        | 'notList'
        | 'notOrder'
        | 'losesDigits'
        | 'unknownId'
        | 'cannotAmend'
        | 'opensNone'
        | 'badClientId';
    }
  | { readonly kind: 'unknownField' | 'doubledField'; readonly name: string }
  | { readonly kind: 'notText' | 'notFlag' | 'missing'; readonly field: Field }
  | { readonly kind: 'notOneOf'; readonly field: Field; readonly allowed: readonly string[] }
  | { readonly kind: 'unwanted'; readonly field: Field; readonly type: string }
  | { readonly kind: 'doubledId'; readonly field: Field; readonly first: number }
  | { readonly kind: 'closed'; readonly order: Order | undefined }
  | { readonly kind: 'changedSince'; readonly order: Order }
  | { readonly kind: 'fixed'; readonly field: Field; readonly value: string | undefined }
  | { readonly kind: 'belowFilled'; readonly filled: string }
  | { readonly kind: 'unknownSymbol' | 'otherSymbol'; readonly symbol: string }
  | {
      readonly kind: 'amount';
      readonly field: Field;
      readonly symbol: string;
      readonly problem: Problem;
      /** How much is filled already, where it is about what is left of a quantity. */
      readonly filled?: string;
    }
  | { readonly kind: 'crossesMark' | 'triggersAtOnce'; readonly mark: string }
  | { readonly kind: 'postOnlyCrosses'; readonly mark: string; readonly replaces: boolean }
  | {
      readonly kind: 'reduces';
      readonly order: Pick<Order, 'symbol' | 'side'>;
      readonly held: string;
    }
  | { readonly kind: 'misplaced'; readonly wanted: 'above' | 'below'; readonly entry: string };

/** What is wrong, and where. Nothing is applied while there is an `error`. */
export type DocumentProblem = DocumentFault & {
  readonly span: Span;
  readonly severity: 'error' | 'warning';
};

export function errorAt(span: Span, fault: DocumentFault): DocumentProblem {
  return { ...fault, span, severity: 'error' };
}

export function warningAt(span: Span, fault: DocumentFault): DocumentProblem {
  return { ...fault, span, severity: 'warning' };
}
