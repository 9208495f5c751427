import * as vscode from 'vscode';
import { PAST_STATUSES, UNFILTERED, type HistoryFilter } from '../desk/historyFilter.ts';
import { SECTIONS, type HistoryRow } from '../desk/historyRows.ts';
import { historyFilterOf } from '../platform/historyFilters.ts';
import { pastStatusName } from '../platform/historyWords.ts';
import { sideName } from '../platform/orderWords.ts';
import type { Side } from '../venues/venue.ts';
import { askOne, askText } from './ask.ts';
import type { Handler, Services } from './services.ts';

const t = vscode.l10n.t;

type Changes = Partial<HistoryFilter> | undefined;

/** "Filter History…": first by what, then to which value. */
export const filterHistory: Handler = async (services) => {
  const { historyFilters, profiles } = services;
  const profileId = profiles.active.id;
  const now = historyFilterOf(historyFilters, profileId);
  const all = t('All');
  const facet = await askOne<(services: Services, now: HistoryFilter) => Promise<Changes>>(
    t('Filter History'),
    [
      { label: t('Symbol'), description: now.symbol ?? all, value: askSymbol },
      {
        label: t('Side'),
        description: now.side ? sideName({ side: now.side }) : all,
        value: askSide,
      },
      {
        label: t('Status'),
        description: now.status ? pastStatusName(now.status) : all,
        value: askStatus,
      },
      { label: t('Words'), description: now.text, value: askWords },
    ],
  );
  const changes = await facet?.(services, now);
  if (changes) await historyFilters.set(profileId, { ...now, ...changes });
};

/** "Clear History Filter" */
export const clearHistoryFilter: Handler = ({ historyFilters, profiles }) =>
  historyFilters.set(profiles.active.id, UNFILTERED);

async function askSymbol({ current }: Services, now: HistoryFilter): Promise<Changes> {
  const { venue, history } = await current.open();
  const seen = SECTIONS.flatMap((section) => history.rows(section, UNFILTERED)).flatMap(symbolOf);
  const listed = (await venue.contracts()).value.map(({ symbol }) => symbol);
  const symbols = [...new Set([...listed, ...seen])].sort();
  return choose('symbol', t('Symbol of the History'), symbols, (symbol) => symbol, now);
}

function askSide(_services: Services, now: HistoryFilter): Promise<Changes> {
  const sides = ['buy', 'sell'] satisfies Side[];
  return choose('side', t('Side of Orders and Fills'), sides, (side) => sideName({ side }), now);
}

function askStatus(_services: Services, now: HistoryFilter): Promise<Changes> {
  return choose('status', t('Status of Orders'), PAST_STATUSES, pastStatusName, now);
}

async function askWords(_services: Services, { text: now }: HistoryFilter): Promise<Changes> {
  const prompt = t('Words that a row must have: symbol, side, type, price, status, id or UTC time');
  const text = await askText(t('Filter History'), prompt, now, () => undefined);
  return text === undefined ? undefined : { text: text.trim() };
}

async function choose<K extends 'symbol' | 'side' | 'status'>(
  facet: K,
  title: string,
  values: readonly NonNullable<HistoryFilter[K]>[],
  name: (value: NonNullable<HistoryFilter[K]>) => string,
  now: HistoryFilter,
): Promise<Changes> {
  const asNow = (value: unknown): string => (value === now[facet] ? t('as now') : '');
  const choices = values.map((value) => ({
    ...{ label: name(value), description: asNow(value), value: { value } },
  }));
  const all = { label: t('All'), description: asNow(undefined), value: { value: undefined } };
  const choice = await askOne<{ readonly value: HistoryFilter[K] | undefined }>(title, [
    all,
    ...choices,
  ]);
  return choice && { [facet]: choice.value };
}

function symbolOf(row: HistoryRow): string | readonly string[] {
  switch (row.kind) {
    case 'order':
      return row.past.order.symbol;
    case 'execution':
      return row.execution.order.symbol;
    case 'total':
      return row.total.order.symbol;
    case 'payment':
      return row.payment.symbol;
    case 'change':
      return row.change.symbol ?? [];
  }
}
