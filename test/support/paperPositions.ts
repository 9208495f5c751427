import type { Desk } from '../../src/desk/desk.ts';
import type { Account } from '../../src/paper/engine/account.ts';
import { CONTRACTS } from '../../src/paper/engine/contracts.ts';
import type { Position } from '../../src/paper/engine/position.ts';
import type { FaultSpec } from '../../src/paper/faults/spec.ts';
import type { Transcript } from '../../src/net/transcript.ts';
import type { PlaceRequest } from '../../src/venues/placing.ts';
import type { AscendexOptions } from '../../src/venues/ascendex/client.ts';
import { PaperDesks } from './paperDesks.ts';

/** A desk on a paper exchange over real sockets, whose account begins with no order and no position. */
export class PaperPositions extends PaperDesks {
  readonly transcripts: Transcript[] = [];
  trader!: Desk;

  async begin(options: Partial<AscendexOptions> = {}): Promise<void> {
    this.transcripts.length = 0;
    await this.start(0);
    const limits = { headersTimeout: 400, totalTimeout: 800 };
    const onTranscript = (transcript: Transcript): void => void this.transcripts.push(transcript);
    this.trader = this.desk(undefined, { limits, onTranscript, random: Math.random, ...options });
  }

  get account(): Account {
    const [account] = this.exchange.services.accounts.all;
    if (!account) throw new Error('there is no account');
    return account;
  }

  /** What the exchange's own engine holds. */
  held(symbol = 'BTC-PERP'): Position {
    const contract = CONTRACTS.find((each) => each.symbol === symbol);
    if (!contract) throw new Error(`there is no ${symbol}`);
    return this.account.position(contract);
  }

  /** Takes so much from the market, past the desk. */
  async take(side: 'buy' | 'sell', quantity: string, symbol = 'BTC-PERP'): Promise<void> {
    await this.send({ symbol, side, type: 'market', quantity });
  }

  /** Rests an order that nobody comes to, past the desk. */
  async rest(side: 'buy' | 'sell', symbol = 'BTC-PERP'): Promise<void> {
    const { mark } = this.exchange.services.engine.book(this.held(symbol).contract).prices;
    const { tick } = this.held(symbol).contract;
    const price = tick.format(Math.round(mark * (side === 'buy' ? 0.9 : 1.1)));
    await this.send({ symbol, side, type: 'limit', quantity: '0.1', price });
  }

  async send(request: PlaceRequest): Promise<void> {
    const { placing } = this.trader.venue;
    await placing.place(await placing.plan(request));
  }

  fault(kind: string, more: Partial<FaultSpec> = {}): void {
    this.exchange.services.faults.add({ kind, ...more });
  }

  /** How many requests with that name went out. */
  sent(action: string): number {
    return this.transcripts.filter((each) => each.action === action).length;
  }
}
