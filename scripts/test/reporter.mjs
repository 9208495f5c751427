// Mocha's usual output, and the counts in the file that ORDER_DESK_RESULTS names.
import Mocha from 'mocha';
import { tally } from './tally.ts';

export default class Reporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    if (process.env.ORDER_DESK_RESULTS) tally(runner, process.env.ORDER_DESK_RESULTS);
  }
}
