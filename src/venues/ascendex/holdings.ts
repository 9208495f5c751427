import * as v from 'valibot';
import type { Transcript } from '../../net/transcript.ts';
import { placeAt } from '../json.ts';
import type { Collateral, FreeMargin, Holdings } from '../positions.ts';
import type { DataAnswer } from './answers.ts';
import { toBalance, toPosition } from './position.ts';
import { cut, readAll, readOne } from './reads.ts';
import { decimal, decimalOf, read, textOr } from './schema.ts';

const list = v.array(v.unknown());
const HoldingsData = v.object({ collaterals: list, contracts: list });

/** Reads `futures/position`. One entry that cannot be read makes it unreadable: none is left out. */
export function readHoldings(answer: DataAnswer, what: string, transcript: Transcript): Holdings {
  return readOne(answer, what, transcript, (data) => {
    const { collaterals, contracts } = read(HoldingsData, data, 'answer');
    const { elements = [] } = placeAt(answer.text, ['data', 'contracts']) ?? {};
    return {
      balances: collaterals.map(toBalance),
      positions: contracts.map((each, at) => toPosition(each, cut(answer.text, elements[at]))),
    };
  });
}

const FreeMarginData = v.object({
  collaterals: v.optional(
    v.array(v.object({ asset: v.string(), availableForTransfer: v.optional(decimal) })),
    [],
  ),
  crossed: v.optional(v.object({ freeMargin: decimal })),
  isolated: v.optional(v.array(v.object({ symbol: v.string(), freeMargin: decimal })), []),
});

/** Reads `futures/free-margin`. */
export function readFreeMargin(
  answer: DataAnswer,
  what: string,
  transcript: Transcript,
): FreeMargin {
  return readOne(answer, what, transcript, (data) => {
    const { collaterals, crossed, isolated } = read(FreeMarginData, data, 'free margin');
    const transferable = collaterals.flatMap(({ asset, availableForTransfer }) =>
      availableForTransfer === undefined ? [] : [[asset, availableForTransfer] as const],
    );
    return {
      crossed: crossed?.freeMargin,
      isolated: new Map(isolated.map(({ symbol, freeMargin }) => [symbol, freeMargin])),
      transferable: new Map(transferable),
    };
  });
}

const CollateralData = v.object({
  asset: v.pipe(v.string(), v.minLength(1)),
  assetName: v.optional(v.unknown()),
  discountFactor: v.optional(v.unknown()),
});

/** Reads `futures/collateral`. */
export function readCollaterals(
  { data }: DataAnswer,
  what: string,
  transcript: Transcript,
): readonly Collateral[] {
  return readAll(data, what, transcript, (entry) => {
    const { asset, assetName, discountFactor } = read(CollateralData, entry, 'collateral');
    return { asset, name: textOr(assetName), discountFactor: decimalOf(discountFactor) };
  });
}
