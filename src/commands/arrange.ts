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

/** "Sort By…": each of them in either direction. */
export const sortBy: Handler = async (services) => {
  const ways: Readonly<Record<Sorting, readonly [usual: string, reversed: string]>> = {
    age: [t('Age, oldest first'), t('Age, newest first')],
    price: [t('Price, highest first'), t('Price, lowest first')],
    distance: [t('Distance from mark, nearest first'), t('Distance from mark, farthest first')],
    size: [t('Size, largest first'), t('Size, smallest first')],
  };
  const now = arrangement(services);
  const all = SORTINGS.flatMap((sorting) =>
    [false, true].map((reversed) => ({
      label: ways[sorting][reversed ? 1 : 0],
      description: asNow(sorting === now.sorting && reversed === now.reversed),
      value: { sorting, reversed },
    })),
  );
  const way = await askOne(t('Sort Orders By'), all);
  if (way !== undefined) await change(services, way);
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
    ...{ value, label: names[value], description: asNow(value === now) },
  }));
}

function asNow(is: boolean): string {
  return is ? t('as now') : '';
}
