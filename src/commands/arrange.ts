import * as vscode from 'vscode';
import {
  GROUPINGS,
  SORTINGS,
  type Arrangement,
  type Grouping,
  type Sorting,
} from '../desk/arrangement.ts';
import { sideName } from '../platform/orderWords.ts';
import { askOne, askText } from './ask.ts';
import type { Handler, Services } from './services.ts';

const t = vscode.l10n.t;

/** "Group By…" */
export const groupBy: Handler = async (services) => {
  const names: Readonly<Record<Grouping, string>> = {
    symbol: t('Symbol'),
    side: t('Side'),
    type: t('Type'),
    none: t('Nothing: one list'),
  };
  const now = arrangement(services).grouping;
  const grouping = await askOne(t('Group Orders By'), choices(GROUPINGS, names, now));
  if (grouping !== undefined) await change(services, { grouping });
};

/** "Sort By…" */
export const sortBy: Handler = async (services) => {
  const names: Readonly<Record<Sorting, string>> = {
    age: t('Age, oldest first'),
    price: t('Price, highest first'),
    distance: t('Distance from mark, nearest first'),
    size: t('Size, largest first'),
  };
  const now = arrangement(services).sorting;
  const sorting = await askOne(t('Sort Orders By'), choices(SORTINGS, names, now));
  if (sorting !== undefined) await change(services, { sorting });
};

/** "Filter Orders…": by words. */
export const filterText: Handler = async (services) => {
  const prompt = t('Words that an order must have: symbol, side, type, price, status or id');
  const before = arrangement(services).text;
  const text = await askText(t('Filter Orders'), prompt, before, () => undefined);
  if (text !== undefined) await change(services, { text: text.trim() });
};

/** "Filter by Side…" */
export const filterSide: Handler = async (services) => {
  const names = {
    both: t('Both'),
    buy: sideName({ side: 'buy' }),
    sell: sideName({ side: 'sell' }),
  };
  const now = arrangement(services).side ?? 'both';
  const side = await askOne(
    t('Filter by Side'),
    choices(['both', 'buy', 'sell'] as const, names, now),
  );
  if (side !== undefined) await change(services, { side: side === 'both' ? undefined : side });
};

/** "Clear Filter" */
export const clearFilter: Handler = (services) => change(services, { text: '', side: undefined });

function arrangement({ arrangements, profiles }: Services): Arrangement {
  return arrangements.of(profiles.active.id);
}

function change(
  { arrangements, profiles }: Services,
  changes: Partial<Arrangement>,
): Promise<void> {
  return arrangements.change(profiles.active.id, changes);
}

function choices<T extends string>(
  values: readonly T[],
  names: Readonly<Record<T, string>>,
  now: T,
): readonly (vscode.QuickPickItem & { readonly value: T })[] {
  return values.map((value) => ({
    ...{ value, label: names[value], description: value === now ? t('as now') : '' },
  }));
}
