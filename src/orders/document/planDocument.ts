import Big from 'big.js';
import { isDecimal } from '../../venues/decimals.ts';
import type { Order } from '../../venues/venue.ts';
import { compareFilled, isTerminal } from '../order.ts';
import { checkAmend, readNew } from './checkEntry.ts';
import type { Change, DocumentFacts, DocumentNote, DocumentPlan } from './facts.ts';
import type { PlannedAmend, PlannedPlace } from './facts.ts';
import { CHANGEABLE, FIELDS, isDecimalField, spanOf } from './fields.ts';
import type { DocumentEntry } from './fields.ts';
import { errorAt, warningAt, type DocumentProblem } from './problems.ts';
import { readDocument } from './readDocument.ts';
import { valuesOf } from './writeDocument.ts';

/**
 * What applying a document would do: entries that are gone are canceled, entries without an id are
 * placed, and those with another price or quantity amended. It is held against the orders as they were
 * when the document was opened and as they are now: what has closed or changed meanwhile is told, and
 * left alone.
 */
export function planDocument(text: string, facts: DocumentFacts): DocumentPlan {
  const read = readDocument(text);
  const problems = [...read.problems];
  const { entries } = read;
  if (!entries) return { problems, notes: [], cancels: [], amends: [], places: [], unchanged: 0 };
  const base = new Map(facts.base.map((order) => [order.orderId, order]));
  const amends: PlannedAmend[] = [];
  const places: PlannedPlace[] = [];
  const notes: DocumentNote[] = [];
  let unchanged = 0;
  tellDoubles(entries, problems);
  for (const entry of entries) {
    const { orderId } = entry.values;
    if (orderId === undefined) {
      // An id that could not be read is none: the entry is not taken for a new order.
      const request = entry.spans.orderId ? undefined : readNew(entry, facts, problems);
      if (request) places.push({ request, entry });
      continue;
    }
    const at = spanOf(entry, 'orderId');
    const before = base.get(orderId);
    if (!before) {
      problems.push(errorAt(at, { kind: 'unknownId' }));
      continue;
    }
    const change = changeOf(entry, before, facts, problems);
    const order = facts.orderOf(orderId);
    const told = Object.keys(change).length > 0 ? errorAt : warningAt;
    if (!order || isTerminal(order)) problems.push(told(at, { kind: 'closed', order }));
    else if (isOther(before, order)) problems.push(told(at, { kind: 'changedSince', order }));
    else if (told === warningAt) unchanged += 1;
    else {
      checkAmend(entry, order, change, facts, problems);
      amends.push({ order, change, entry });
      if (compareFilled(order, before) > 0) notes.push({ kind: 'filled', order });
    }
  }
  const cancels = goneFrom(entries, facts, notes);
  const appeared = facts.working.filter(({ orderId }) => !base.has(orderId)).length;
  if (appeared > 0) notes.push({ kind: 'appeared', count: appeared });
  return { problems, notes, cancels, amends, places, unchanged };
}

/** Open orders whose entries are gone; those that are not as they were are only told of. */
function goneFrom(
  entries: readonly DocumentEntry[],
  { base, orderOf }: DocumentFacts,
  notes: DocumentNote[],
): readonly Order[] {
  const there = new Set(entries.map(({ values }) => values.orderId));
  return base.flatMap((before) => {
    if (there.has(before.orderId)) return [];
    const order = orderOf(before.orderId) ?? before;
    if (isTerminal(order)) notes.push({ kind: 'closed', order });
    else if (isOther(before, order)) notes.push({ kind: 'changed', order });
    else {
      if (compareFilled(order, before) > 0) notes.push({ kind: 'filled', order });
      return [order];
    }
    return [];
  });
}

/** What the entry wants to be another. What cannot be changed is told of; what is left out stays. */
function changeOf(
  entry: DocumentEntry,
  before: Order,
  { likeOf }: DocumentFacts,
  problems: DocumentProblem[],
): Change {
  const had = valuesOf(before, likeOf);
  const change: Partial<Record<(typeof CHANGEABLE)[number], string>> = {};
  for (const field of FIELDS) {
    const value = entry.values[field];
    if (value === undefined || isSame(value, had[field], isDecimalField(field))) continue;
    const changeable = CHANGEABLE.find((each) => each === field);
    if (changeable && had[field] !== undefined) change[changeable] = value;
    else problems.push(errorAt(spanOf(entry, field), { kind: 'fixed', field, value: had[field] }));
  }
  return change;
}

function isSame(value: string, had: string | undefined, decimal: boolean): boolean {
  if (value === had) return true;
  if (!decimal || had === undefined || !isDecimal(value)) return false;
  return new Big(value).eq(had);
}

/** Whether it has other terms now; that more of it has filled is none of them. */
function isOther(before: Order, now: Order): boolean {
  return CHANGEABLE.some((field) => {
    const was = before[field];
    return was === undefined ? now[field] !== was : !isSame(was, now[field], true);
  });
}

function tellDoubles(entries: readonly DocumentEntry[], problems: DocumentProblem[]): void {
  for (const field of ['orderId', 'clientId'] as const) {
    const first = new Map<string, number>();
    for (const entry of entries) {
      const value = entry.values[field];
      if (value === undefined) continue;
      const at = spanOf(entry, field);
      const earlier = first.get(value);
      if (earlier === undefined) first.set(value, at.start);
      else problems.push(errorAt(at, { kind: 'doubledId', field, first: earlier }));
    }
  }
}
