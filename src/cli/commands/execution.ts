import type { CommandRun } from '../command-spec.ts';
import { runBatch } from '../run-batch.ts';

export const run: CommandRun = (call) => runBatch(call, 'execution');
