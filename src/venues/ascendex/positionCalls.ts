import type { Collateral, FreeMargin, Holdings, Positions, SettingChange } from '../positions.ts';
import type { Answer, Call } from '../venue.ts';
import type { Caller } from './caller.ts';
import { endpoints, type Endpoint } from './endpoints.ts';
import { readCollaterals, readFreeMargin, readHoldings } from './holdings.ts';
import { checkSymbol, refuse } from './input.ts';
import type { Reader } from './reader.ts';
import { changeError, beforeAct, type Subject } from './trouble.ts';

export interface PositionCallsOptions {
  readonly caller: Caller;
  readonly reader: Reader;
  readonly groupFor: (call: Call | undefined) => Promise<string>;
}

/** Positions, collateral and their settings, in this dialect. */
export class PositionCalls implements Positions {
  readonly leverages = { least: 1, most: 100 };
  readonly #options: PositionCallsOptions;

  constructor(options: PositionCallsOptions) {
    this.#options = options;
  }

  async holdings(call?: Call): Promise<Answer<Holdings>> {
    const what = 'the positions';
    const { answer, transcript } = await this.#options.reader.read(endpoints.holdings, what, call);
    return { value: readHoldings(answer, what, transcript), transcript };
  }

  async freeMargin(call?: Call): Promise<Answer<FreeMargin>> {
    const what = 'the free margin';
    const { answer, transcript } = await this.#options.reader.read(
      endpoints.freeMargin,
      what,
      call,
    );
    return { value: readFreeMargin(answer, what, transcript), transcript };
  }

  async collaterals(call?: Call): Promise<Answer<readonly Collateral[]>> {
    const { reader } = this.#options;
    const what = 'the collateral assets';
    const { answer, transcript } = await reader.read(endpoints.collaterals, what, call);
    return { value: readCollaterals(answer, what, transcript), transcript };
  }

  async change(
    change: SettingChange,
    signal?: AbortSignal,
  ): Promise<Answer<{ state: 'accepted' }>> {
    const { endpoint, subject, body } = this.#written(change);
    const { caller, groupFor } = this.#options;
    const group = await groupFor({ signal, urgent: true }).catch((error: unknown) => {
      throw beforeAct(error, subject);
    });
    const parts = { group, body: () => JSON.stringify(body), signal };
    const { answer, transcript } = await caller.act(endpoint, `the ${subject.request}`, parts);
    if (answer.kind !== 'data') throw changeError(answer, transcript, subject);
    return { value: { state: 'accepted' }, transcript };
  }

  /** How a change is written; throws a VenueError (`notSent`, `badInput`) where it can never be right. */
  #written(change: SettingChange): Written {
    if (change.kind === 'transfer') return writtenTransfer(change);
    const { kind, symbol } = change;
    checkSymbol(symbol);
    const request = `change of ${symbol}'s ${names[kind]}`;
    const subject = { request, open: `Whether the ${names[kind]} of ${symbol} is changed` };
    switch (kind) {
      case 'leverage': {
        const { leverage } = change;
        const { least, most } = this.leverages;
        if (!Number.isInteger(leverage) || leverage < least || leverage > most)
          throw refuse(`A leverage is a whole number from ${least} to ${most}.`);
        return { endpoint: endpoints.leverage, subject, body: { symbol, leverage } };
      }
      case 'marginType': {
        const { marginType } = change;
        return { endpoint: endpoints.marginType, subject, body: { symbol, marginType } };
      }
      case 'isolatedMargin': {
        const { amount } = change;
        checkAmount(amount);
        return { endpoint: endpoints.isolatedMargin, subject, body: { symbol, amount } };
      }
    }
  }
}

interface Written {
  readonly endpoint: Endpoint;
  readonly subject: Subject;
  readonly body: object;
}

function writtenTransfer({ asset, amount }: SettingChange & { kind: 'transfer' }): Written {
  if (!/^[\w-]{1,32}$/.test(asset)) throw refuse('An asset is a name like USDT.');
  checkAmount(amount);
  const out = amount.startsWith('-');
  const subject = { request: `transfer of ${asset}`, open: `Whether the ${asset} was moved` };
  const body = { asset, amount: out ? amount.slice(1) : amount };
  return { endpoint: out ? endpoints.withdraw : endpoints.deposit, subject, body };
}

function checkAmount(amount: string): void {
  if (!/^-?\d{1,30}(\.\d{1,18})?$/.test(amount) || !/[1-9]/.test(amount))
    throw refuse('An amount of margin is a decimal other than 0, with a point: 100 or -2.5.');
}

const names: Readonly<Record<Exclude<SettingChange['kind'], 'transfer'>, string>> = {
  leverage: 'leverage',
  marginType: 'margin type',
  isolatedMargin: 'isolated margin',
};
