import * as v from 'valibot';
import type { Transcript } from '../../net/transcript.ts';
import type { BalanceChange, BalanceKind, BalancesThen, ChangesPage } from '../history.ts';
import { placeAt } from '../json.ts';
import type { DataAnswer } from './answers.ts';
import { readEach, readOne } from './reads.ts';
import { decimal, read, textOr, time } from './schema.ts';

const text = v.pipe(v.string(), v.nonEmpty());
const sequence = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const anything = v.optional(v.unknown());

const SnapshotSchema = v.object({
  meta: v.object({ sn: sequence, balanceTime: time }),
  collateralBalance: v.array(v.object({ asset: text, totalBalance: decimal })),
});

const LineSchema = v.object({
  ...{ asset: text, curBalance: decimal, deltaQty: decimal, dataType: anything },
});

const EntrySchema = v.object({
  ...{ sn: sequence, transactTime: time, data: v.array(LineSchema) },
  ...{ eventType: anything, orderId: anything },
});

type Line = v.InferOutput<typeof LineSchema>;

const KINDS: Readonly<Record<string, BalanceKind>> = {
  ...{ trade: 'profit', fee: 'fee', fundingpayment: 'funding', futuressettlement: 'settlement' },
  ...{ deposit: 'deposit', withdrawal: 'withdrawal', isolatedmargin: 'margin' },
};

/** Reads what there was when a day began. Throws a VenueError. */
export function readBalancesThen(
  answer: DataAnswer,
  what: string,
  transcript: Transcript,
): BalancesThen {
  return readOne({ ...answer, data: within(answer).fields }, what, transcript, (value) => {
    const { meta, collateralBalance } = read(SnapshotSchema, value, 'snapshot');
    const balances = collateralBalance.map(({ asset, totalBalance: amount }) => ({
      ...{ asset, amount },
    }));
    return { sequence: meta.sn, time: meta.balanceTime, balances };
  });
}

/**
 * Reads a page of changes, which stand in two lists: those by fills in `order`, all others in `balance`.
 * Throws a VenueError.
 * @param limit how many entries were asked for
 */
export function readChanges(
  answer: DataAnswer,
  what: string,
  transcript: Transcript,
  limit: number,
): ChangesPage {
  const { text, fields, path } = within(answer);
  const lists = ['order', 'balance'].map((name) => {
    const at = { list: fields[name], text, path: [...path, name] };
    return inOrder(readEach(at, what, transcript, toEntry));
  });
  const entries = inOrder(lists.flat());
  // Whether the limit is for both lists or for each is not documented: where one alone is full, entries
  // that would belong in it may come before those of the other.
  const ends = [...lists, entries]
    .filter(({ length }) => length >= limit)
    .map((list) => list.at(-1)?.sequence ?? 0);
  const end = ends.length > 0 ? Math.min(...ends) : undefined;
  const until = end ?? Infinity;
  const changes = entries.filter((each) => each.sequence <= until).flatMap((each) => each.changes);
  return { changes, next: end === undefined ? undefined : end + 1 };
}

interface Entry {
  readonly sequence: number;
  readonly changes: readonly BalanceChange[];
}

function inOrder(entries: readonly Entry[]): readonly Entry[] {
  return entries.toSorted((a, b) => a.sequence - b.sequence);
}

function toEntry(value: unknown, raw: string): Entry {
  const wire = read(EntrySchema, value, 'balance change');
  const { sn: sequence, transactTime, data } = wire;
  const base = baseOf(data);
  const changes = settled(data, base).map((line, at): BalanceChange => {
    const venueKind = textOr(wire.eventType) || textOr(line.dataType);
    return {
      ...{ id: `${sequence} ${at + 1}`, sequence, time: transactTime, raw, venueKind },
      ...{ asset: line.asset, amount: line.deltaQty, balance: line.curBalance },
      kind: KINDS[venueKind.toLowerCase()] ?? 'other',
      symbol: base && `${base}-PERP`,
      orderId: textOr(wire.orderId) || undefined,
    };
  });
  return { sequence, changes };
}

/** A contract has two assets of its own, `BTCP` for the position and `BTCPC` for what that cost. */
function baseOf(lines: readonly Line[]): string | undefined {
  return lines.map(({ asset }) => /^(.+)PC$/.exec(asset)?.[1]).find((base) => base !== undefined);
}

/** Lines of what is held in coins; where there are none, of the contract's cost, where it is booked first. */
function settled(lines: readonly Line[], base: string | undefined): readonly Line[] {
  if (base === undefined) return lines;
  const coins = lines.filter(({ asset }) => asset !== `${base}P` && asset !== `${base}PC`);
  return coins.length > 0 ? coins : lines.filter(({ asset }) => asset === `${base}PC`);
}

/** These answers came without an envelope; one that has it is read alike. */
function within({ data, text }: DataAnswer): {
  readonly text: string;
  readonly path: readonly string[];
  readonly fields: Readonly<Record<string, unknown>>;
} {
  const fields = typeof data === 'object' && data !== null ? data : {};
  return { text, fields: { ...fields }, path: placeAt(text, ['data']) ? ['data'] : [] };
}
