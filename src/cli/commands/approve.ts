import { decideApproval } from '../../workspace/feedback.ts';
import type { CommandRun } from '../command-spec.ts';
import { runFeedback } from '../run-feedback.ts';

export const run: CommandRun = (call) =>
  runFeedback(call, 'approve', (report, id, said) =>
    decideApproval(report, id, { ...said, force: call.options.force === true }),
  );
