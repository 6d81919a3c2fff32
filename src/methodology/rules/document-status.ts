import { statusOfWords } from '../../plan-document/status-words.ts';
import { taskStatusOf } from '../../workspace/task-status.ts';
import type { Finding, Rule } from '../rule.ts';
import { followers } from '../subject.ts';

export const documentStatus: Rule = {
  id: 'document-status',
  name: 'Status of a document that the files contradict',
  severity: 'info',
  counts: 'followed',
  means:
    'The Status of a SUBPLAN says that it is complete while its achievement is not approved; or the Status of an EXECUTION_TASK says that its work is not finished while the achievement is approved.',
  why: 'Two places that say different things make every later reader look a third time.',
  mend: 'Correct the Status, or approve the achievement if it is done.',
  find: (subject) =>
    followers(subject).flatMap((document): readonly Finding[] => {
      const { tier, achievement: id, header, file } = document;
      const shown = id === null ? undefined : subject.plan?.statuses?.get(id);
      const field = header.find(({ name }) => name === 'status');
      if (id === null || shown === undefined || field === undefined) return [];
      const at = { file, line: field.line, column: field.column };
      if (tier === 'subplan' && statusOfWords(field.value) === 'complete' && shown !== 'complete') {
        const message = `This SUBPLAN says that it is complete, and no file approves ${id}.`;
        return [{ at, message, advice: 'Approve it if it is done, or correct the Status.' }];
      }
      const said = tier === 'executionTask' ? taskStatusOf(field.value) : null;
      if (shown !== 'complete' || (said !== 'not started' && said !== 'begun')) return [];
      return [
        {
          at,
          message: `${id} is approved, and this EXECUTION_TASK says that it is ${said}.`,
          advice: 'Correct the Status.',
        },
      ];
    }),
};
